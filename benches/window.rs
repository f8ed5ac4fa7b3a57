//! The window without a graphics driver: start to the first useful frame, and frames while scrolling.
//!
//! A frame is what egui does on the processor: panels, layout, tessellation. Drawing the triangles is
//! the driver's. `cargo bench --bench window`

#![expect(clippy::print_stdout, reason = "a figure that criterion does not print")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, vec2,
};
use stance::app::action::Action;
use stance::app::command::Command;
use stance::engine::transcript::Edits;
use stance::gui::{StanceApp, draw, theme};
use stance::io::load::from_text;
use stance::io::seeds;

const SCREEN: Rect = Rect { min: Pos2::ZERO, max: Pos2 { x: 1440.0, y: 900.0 } };

/// One frame; returns how many triangles it comes to, so that nothing is optimised away.
fn frame(ctx: &Context, app: &mut StanceApp, events: Vec<Event>) -> usize {
    let input = RawInput { screen_rect: Some(SCREEN), events, ..RawInput::default() };
    let mut output = ctx.run_ui(input, |ui| draw(app, ui));
    output.textures_delta.clear();
    ctx.tessellate(output.shapes, output.pixels_per_point).len()
}

/// The samples are opened, analysed and compared, and two frames are drawn: egui shows the second.
fn first_frame(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    group.sample_size(20);
    group.bench_function("to the first useful frame", |b| {
        b.iter(|| {
            let ctx = Context::default();
            theme::install(&ctx);
            let mut app = StanceApp::inline();
            app.start_with_samples();
            frame(&ctx, &mut app, Vec::new());
            black_box(frame(&ctx, &mut app, Vec::new()))
        });
    });
    group.finish();
}

/// A text of about `bytes`, made of the samples.
fn long_text(bytes: usize) -> String {
    let seeds = seeds::documents();
    let mut text = String::new();
    while text.len() < bytes {
        for seed in &seeds {
            text.push_str(&seed.text);
            text.push_str("\n\n");
        }
    }
    text
}

fn scroll(by: f32) -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(SCREEN.center()), wheel]
}

fn long_transcript(ctx: &Context) -> StanceApp {
    theme::install(ctx);
    let mut app = StanceApp::inline();
    let document = from_text("long.txt", &long_text(1_000_000)).expect("it is text");
    app.apply(ctx, Command::Load(vec![(Arc::new(document), Edits::default())]));
    frame(ctx, &mut app, Vec::new());
    app.apply(ctx, Command::Act(Action::ShowRead));
    app
}

/// A mean hides a dropped frame: the slowest of 2,000 while a transcript that was opened this moment is
/// scrolled through. Printed, since criterion knows no maximum. The first frame lays the view out.
fn slowest_frame(_: &mut Criterion) {
    let ctx = Context::default();
    let mut app = long_transcript(&ctx);
    let mut timed = |_| {
        let since = Instant::now();
        black_box(frame(&ctx, &mut app, scroll(-120.0)));
        since.elapsed()
    };
    let first = timed(0);
    let mut times: Vec<(Duration, usize)> = (1..2_000).map(|i| (timed(i), i)).collect();
    times.sort_unstable();
    let at = |share: f32| times[((times.len() - 1) as f32 * share) as usize].0;
    let (slowest, number) = times[times.len() - 1];
    println!(
        "1 MB transcript, 2,000 frames: first {first:?}, median {:?}, 99 % {:?}, slowest {slowest:?} (number {number})",
        at(0.5),
        at(0.99)
    );
}

fn scrolling(c: &mut Criterion) {
    let ctx = Context::default();
    let mut app = long_transcript(&ctx);
    // Heights of all rows are measured in the first frames.
    for _ in 0..400 {
        frame(&ctx, &mut app, Vec::new());
    }
    let mut group = c.benchmark_group("1 MB transcript");
    group.measurement_time(Duration::from_secs(10));
    group.bench_function("still frame", |b| b.iter(|| black_box(frame(&ctx, &mut app, Vec::new()))));
    let mut down = true;
    let mut count = 0_u32;
    group.bench_function("scrolled frame", |b| {
        b.iter(|| {
            count += 1;
            if count.is_multiple_of(200) {
                down = !down;
            }
            let by = if down { -300.0 } else { 300.0 };
            black_box(frame(&ctx, &mut app, scroll(by)))
        });
    });
    group.finish();
}

criterion_group!(benches, first_frame, slowest_frame, scrolling);
criterion_main!(benches);
