//! The text of an article, as its author typed it, in the few shapes that help needs. Pure.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(String),
    /// Lines that begin with a number.
    Steps(Vec<String>),
    /// Lines that begin with a dash.
    Points(Vec<String>),
    /// « > /adresse Mots »: a way to a page of ours, and of ours only.
    Way(String, String),
}

enum Line<'a> {
    Step(&'a str),
    Point(&'a str),
    Way(&'a str, &'a str),
    Words(&'a str),
}

fn read(line: &str) -> Line<'_> {
    if let Some(point) = line.strip_prefix("- ") {
        return Line::Point(point.trim());
    }
    if let Some((address, words)) = line.strip_prefix("> ").and_then(|way| way.trim().split_once(' '))
        && is_ours(address)
    {
        return Line::Way(address, words.trim());
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(". ") {
        Some(step) if rest.len() < line.len() => Line::Step(step.trim()),
        _ => Line::Words(line),
    }
}

/// An address within this site: no other server, whatever a browser makes of two slashes or of a backslash.
fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
}

/// For a reader to whom the pages that it leads to may not be open: their words, without the link.
pub(super) fn without_ways(blocks: Vec<Block>) -> Vec<Block> {
    let said = |block| match block {
        Block::Way(_, words) => Block::Paragraph(words),
        other => other,
    };
    blocks.into_iter().map(said).collect()
}

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        match (read(line), blocks.last_mut()) {
            (Line::Step(step), Some(Block::Steps(steps))) => steps.push(step.to_owned()),
            (Line::Point(point), Some(Block::Points(points))) if goes_on => points.push(point.to_owned()),
            (Line::Words(words), Some(Block::Paragraph(said))) if goes_on => {
                said.push(' ');
                said.push_str(words);
            }
            (Line::Step(step), _) => blocks.push(Block::Steps(vec![step.to_owned()])),
            (Line::Point(point), _) => blocks.push(Block::Points(vec![point.to_owned()])),
            (Line::Way(address, words), _) => blocks.push(Block::Way(address.to_owned(), words.to_owned())),
            (Line::Words(words), _) => blocks.push(Block::Paragraph(words.to_owned())),
        }
        goes_on = true;
    }
    blocks
}

/// The beginning, for a list: at a word, without what is only a way to a page.
pub(super) fn beginning(text: &str) -> String {
    const MOST: usize = 140;
    let first = blocks(text).into_iter().find_map(|block| match block {
        Block::Paragraph(said) => Some(said),
        _ => None,
    });
    let first = first.unwrap_or_default();
    if first.chars().count() <= MOST {
        return first;
    }
    let cut: String = first.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_steps_points_and_ways() {
        let text = "Voici\ncomment.\n\n1. Ouvrez.\n2. Tapez.\n\n- un\n- deux\n> /activation Première connexion\n> //mal.example Ailleurs\nEn 2026. Fin.";
        let of = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph("Voici comment.".into()),
                Block::Steps(of(&["Ouvrez.", "Tapez."])),
                Block::Points(of(&["un", "deux"])),
                Block::Way("/activation".into(), "Première connexion".into()),
                Block::Paragraph("> //mal.example Ailleurs En 2026. Fin.".into()),
            ]
        );
    }

    #[test]
    fn a_list_shows_the_beginning() {
        assert_eq!(beginning("1. Un\n\nCourt."), "Court.");
        let long = beginning(&"mot ".repeat(80));
        assert!(long.ends_with("mot…") && long.chars().count() <= 141, "{long}");
    }
}
