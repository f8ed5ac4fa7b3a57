//! Keys of the catalogue as egui knows them.
//!
//! What needs more modifiers is tested first, or Ctrl+Z would swallow Ctrl+Shift+Z. A key that would
//! type something is left alone while a text field has the focus.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::app::action::{Action, CATALOGUE};

/// Reads a shortcut such as "Ctrl+Shift+Z"; `None` where a part is not known.
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in text.split('+') {
        match part {
            "Ctrl" => modifiers |= Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            "Up" => key = Some(Key::ArrowUp),
            "Down" => key = Some(Key::ArrowDown),
            "Left" => key = Some(Key::ArrowLeft),
            "Right" => key = Some(Key::ArrowRight),
            name => key = Some(Key::from_name(name)?),
        }
    }
    Some(KeyboardShortcut::new(modifiers, key?))
}

/// A shortcut as this system writes it.
pub fn display(text: &str) -> String {
    let pretty = text.replace("Plus", "+").replace("Minus", "−").replace("Equals", "=");
    if cfg!(target_os = "macos") {
        pretty.replace("Ctrl+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥")
    } else {
        pretty
    }
}

/// The actions whose keys were pressed; the keys are taken.
pub fn pressed(ctx: &Context) -> Vec<Action> {
    let mut all: Vec<(KeyboardShortcut, Action)> = CATALOGUE
        .iter()
        .flat_map(|entry| entry.keys.iter().filter_map(|key| Some((parse(key)?, entry.action))))
        // Copying comes as an event of its own.
        .filter(|(_, action)| *action != Action::CopyQuotation)
        .collect();
    let weight = |shortcut: &KeyboardShortcut| {
        let m = shortcut.modifiers;
        usize::from(m.command) + usize::from(m.shift) + usize::from(m.alt)
    };
    all.sort_by_key(|(shortcut, _)| std::cmp::Reverse(weight(shortcut)));
    let typing = ctx.text_edit_focused();
    let something_focused = ctx.memory(|memory| memory.focused().is_some());
    let takes = |shortcut: &KeyboardShortcut| {
        let is_bare = !shortcut.modifiers.command && !shortcut.modifiers.alt;
        let in_field = typing && (is_bare || is_editing(shortcut));
        // Enter presses the button that has the focus.
        let presses = something_focused && shortcut.logical_key == Key::Enter;
        !in_field && !presses
    };
    let mut actions = Vec::new();
    for (shortcut, action) in all.into_iter().filter(|(shortcut, _)| takes(shortcut)) {
        if ctx.input_mut(|input| input.consume_shortcut(&shortcut)) {
            actions.push(action);
        }
    }
    actions
}

/// Whether a text field has its own use for a shortcut.
fn is_editing(shortcut: &KeyboardShortcut) -> bool {
    matches!(
        shortcut.logical_key,
        Key::Z | Key::Y | Key::C | Key::X | Key::V | Key::A | Key::B | Key::ArrowUp | Key::ArrowDown
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_catalogue_is_known() {
        for entry in CATALOGUE {
            for key in entry.keys {
                assert!(parse(key).is_some(), "{key} of {}", entry.label);
            }
        }
        assert_eq!(parse("Ctrl+Nonsense"), None);
    }

    #[test]
    fn heavier_shortcuts_win() {
        let ctx = Context::default();
        let shortcut = parse("Ctrl+Shift+Z").unwrap();
        let mut input = egui::RawInput::default();
        input.events.push(egui::Event::Key {
            key: Key::Z,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: shortcut.modifiers,
        });
        let mut actions = Vec::new();
        let mut output = ctx.run_ui(input, |ui| actions.extend(pressed(ui.ctx())));
        output.textures_delta.clear();
        assert_eq!(actions, [Action::Redo]);
    }
}
