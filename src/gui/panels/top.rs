//! The bar at the top: menus, views, palette, text size and theme.

use std::path::PathBuf;

use egui::{Align, Button, CornerRadius, Layout, RichText, ScrollArea, Stroke, Ui, vec2};

use super::Commands;
use crate::app::action::{Action, CATALOGUE, Entry, Menu};
use crate::app::command::Command;
use crate::app::libraries::name;
use crate::app::settings::{Page, ThemeChoice};
use crate::app::state::State;
use crate::app::update::can;
use crate::gui::shortcuts;
use crate::gui::theme::{RADIUS, SMALL, TEXT, TINY, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{focus_ring, tab};

/// Draws the bar.
pub fn top_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ui.horizontal_centered(|ui| {
        ui.label(RichText::new("Stance").font(sans_bold(TEXT + 1.0)).color(t.ink));
        ui.add_space(6.0);
        menus(ui, state, out);
        ui.add_space(14.0);
        for (page, action) in [(Page::Compare, Action::ShowCompare), (Page::Read, Action::ShowRead)] {
            let entry = action.entry();
            let response = tab(ui, entry.label, state.settings.page == page);
            if response.on_hover_text(hint(entry)).clicked() {
                out.push(Command::Act(action));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            theme_button(ui, state, out);
            text_size_button(ui, state, out);
            palette_button(ui, out);
        });
    });
}

fn hint(entry: &Entry) -> String {
    match entry.keys.first() {
        Some(key) => format!("{} ({})", entry.tooltip, shortcuts::display(key)),
        None => entry.tooltip.to_owned(),
    }
}

fn menus(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ui.scope(|ui| {
        egui::containers::menu::menu_style(ui.style_mut());
        ui.spacing_mut().item_spacing.x = 2.0;
        for menu in Menu::ALL {
            let title = RichText::new(menu.title()).color(t.soft);
            ui.menu_button(title, |ui| {
                ui.set_min_width(250.0);
                // In a low window a long menu scrolls.
                let most = ui.ctx().content_rect().height() - 60.0;
                ui.set_max_height(most);
                ScrollArea::vertical().max_height(most).show(ui, |ui| {
                    for entry in CATALOGUE.iter().filter(|entry| entry.menu == menu) {
                        if entry.starts_group {
                            ui.separator();
                        }
                        menu_entry(ui, state, entry, out);
                        if entry.action == Action::OpenLibrary {
                            recent_libraries(ui, state, out);
                        }
                    }
                });
            });
        }
    });
}

/// The libraries that were opened last, as a menu of their own.
fn recent_libraries(ui: &mut Ui, state: &State, out: &mut Commands) {
    let libraries = libraries(state);
    ui.add_enabled_ui(!libraries.is_empty() && can(state, Action::OpenLibrary), |ui| {
        let button = ui.menu_button("Recent libraries", |ui| {
            ui.set_min_width(220.0);
            for (label, path) in libraries {
                let full = path.display().to_string();
                if ui.button(label).on_hover_text(full).clicked() {
                    out.push(Command::OpenLibrary(path));
                    ui.close();
                }
            }
        });
        button.response.on_hover_text("Open one of the libraries that were opened last");
    });
}

/// The library of this user and those that were opened last, with what they are called.
pub fn libraries(state: &State) -> Vec<(String, PathBuf)> {
    let own = state.library.default_path.iter().map(|path| ("My library".to_owned(), path.clone()));
    let recent = state.settings.recent_libraries.iter().map(PathBuf::from);
    own.chain(recent.map(|path| (name(&path), path))).collect()
}

fn menu_entry(ui: &mut Ui, state: &State, entry: &Entry, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let label = label(state, entry);
    let mut button = Button::new(label.as_str());
    if let Some(key) = entry.keys.first() {
        button = button.right_text(RichText::new(shortcuts::display(key)).font(sans(SMALL)).color(t.faint));
    }
    if let Some(on) = is_on(state, entry.action) {
        button = button.selected(on);
    }
    let response = ui.add_enabled(can(state, entry.action), button);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            ui.is_enabled() && can(state, entry.action),
            label.as_str(),
        )
    });
    if response.on_hover_text(entry.tooltip).clicked() {
        out.push(Command::Act(entry.action));
        ui.close();
    }
}

/// The label, with what it would undo or redo.
fn label(state: &State, entry: &Entry) -> String {
    let change = match entry.action {
        Action::Undo => state.history.next_undo(),
        Action::Redo => state.history.next_redo(),
        _ => None,
    };
    change.map_or_else(|| entry.label.to_owned(), |change| format!("{} {}", entry.label, change.name()))
}

/// Whether an entry that stands for a state is on; `None` for one that does something.
fn is_on(state: &State, action: Action) -> Option<bool> {
    let settings = &state.settings;
    Some(match action {
        Action::ThemeLight => settings.theme == ThemeChoice::Light,
        Action::ThemeDark => settings.theme == ThemeChoice::Dark,
        Action::ThemeSystem => settings.theme == ThemeChoice::System,
        Action::ShowCompare => settings.page == Page::Compare,
        Action::ShowRead => settings.page == Page::Read,
        Action::ToggleLibraryPanel => settings.library_panel,
        Action::ToggleDetailsPanel => settings.details_panel,
        Action::ToggleFurniture => state.show_furniture,
        Action::ToggleMeaning => settings.by_meaning,
        _ => return None,
    })
}

fn palette_button(ui: &mut Ui, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let entry = Action::Palette.entry();
    let key = entry.keys.first().map(|key| shortcuts::display(key)).unwrap_or_default();
    let room = (ui.available_width() - 12.0).clamp(90.0, 240.0);
    let text = if room > 180.0 { "Find or do anything" } else { "Find" };
    let button = Button::new(RichText::new(text).color(t.faint))
        .right_text(RichText::new(key).font(sans(TINY)).color(t.faint))
        .fill(t.panel)
        .stroke(Stroke::new(1.0, t.rule))
        .corner_radius(CornerRadius::same(RADIUS))
        .min_size(vec2(room, 28.0));
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, entry.label));
    focus_ring(ui, &response);
    if response.on_hover_text(hint(entry)).clicked() {
        out.push(Command::Act(Action::Palette));
    }
}

fn text_size_button(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let button = Button::new(RichText::new("Aa").color(t.soft)).frame(false);
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Text size"));
    focus_ring(ui, &response);
    let response = response.on_hover_text("Size of the words of transcripts");
    egui::Popup::menu(&response).show(|ui| {
        ui.label(
            RichText::new(format!("Text size {} %", state.settings.text_percent))
                .font(sans(SMALL))
                .color(t.soft),
        );
        for action in [Action::LargerText, Action::SmallerText, Action::NormalText] {
            menu_entry(ui, state, action.entry(), out);
        }
    });
}

fn theme_button(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Theme"));
    focus_ring(ui, &response);
    // A disc, half of it filled: light and dark.
    let (center, radius) = (rect.center(), 6.5);
    let color = if response.hovered() { t.ink } else { t.soft };
    ui.painter().circle_stroke(center, radius, Stroke::new(1.3, color));
    let half: Vec<egui::Pos2> = (0..=16)
        .map(|i| {
            let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 16.0;
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect();
    ui.painter().add(egui::Shape::convex_polygon(half, color, Stroke::NONE));
    let response = response.on_hover_text("Light, dark or as the system");
    egui::Popup::menu(&response).show(|ui| {
        for action in [Action::ThemeLight, Action::ThemeDark, Action::ThemeSystem] {
            menu_entry(ui, state, action.entry(), out);
        }
    });
}
