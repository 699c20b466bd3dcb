//! Dependencies point one way (design §3), an area never depends on another, and every licence that we
//! link can live under AGPL-3.0-or-later.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// What each area of the cockpit may use: none of the others.
const COCKPIT: &[&str] = &["kernel", "database", "jobs", "mail", "paper", "storage", "identity", "cockpit"];

/// Each crate and those of ours that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("database", &["kernel"]),
    ("jobs", &["kernel", "database"]),
    ("storage", &["kernel", "database"]),
    ("mail", &["kernel", "database", "jobs"]),
    // Heavy, and on its own: an edit elsewhere never builds it again.
    ("paper", &[]),
    ("identity", &["kernel", "database", "jobs", "mail", "paper", "storage"]),
    ("directory", &["kernel", "database", "jobs", "mail", "paper", "storage", "identity"]),
    ("communication", &["kernel", "database", "jobs", "mail", "paper", "storage", "identity"]),
    ("cockpit", &["kernel", "database", "storage", "identity"]),
    ("steering", COCKPIT),
    ("joining", COCKPIT),
    ("funding", COCKPIT),
    ("agreements", COCKPIT),
    ("onsite", COCKPIT),
    ("indicators", COCKPIT),
    // Puts the cockpit together.
    (
        "rollout",
        &[
            "kernel",
            "database",
            "jobs",
            "mail",
            "identity",
            "cockpit",
            "steering",
            "joining",
            "funding",
            "agreements",
            "onsite",
            "indicators",
        ],
    ),
    // Told through the areas that `web` hands over.
    ("demo", &["kernel", "database", "storage", "identity"]),
    ("support", &["kernel", "database", "jobs", "mail", "paper", "storage", "identity"]),
    ("sso", &["kernel", "database", "jobs", "identity"]),
    ("testing", &["kernel", "database", "jobs", "mail", "storage", "identity"]),
    (
        "web",
        &[
            "kernel",
            "database",
            "jobs",
            "mail",
            "paper",
            "storage",
            "identity",
            "directory",
            "communication",
            "rollout",
            "support",
            "sso",
            "demo",
        ],
    ),
];

const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "NCSA",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Of what is really built here: crates of other systems are in the lock file only.
fn metadata() -> Metadata {
    let here = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let options = ["--locked", "--offline", "--filter-platform", &here].map(str::to_owned).to_vec();
    MetadataCommand::new().other_options(options).exec().unwrap()
}

#[test]
fn dependencies_point_one_way() {
    let metadata = metadata();
    let ours: Vec<_> = metadata.workspace_packages();
    for package in &ours {
        let (_, may) = MAY_USE
            .iter()
            .find(|(name, _)| *name == package.name.as_str())
            .unwrap_or_else(|| panic!("{} has no place in the house yet: give it one here", package.name));
        for used in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            let is_ours = ours.iter().any(|p| p.name.as_str() == used.name);
            assert!(
                !is_ours || may.contains(&used.name.as_str()),
                "{} may not use {}",
                package.name,
                used.name
            );
        }
    }
}

/// « A OR B »: one good one is enough; « A AND B »: all must be.
fn good(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    expression
        .split(" OR ")
        .any(|choice| choice.split(" AND ").all(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn every_licence_can_be_linked() {
    let metadata = metadata();
    let bad: Vec<String> = metadata
        .packages
        .iter()
        .filter(|p| p.source.is_some() && !p.license.as_deref().is_some_and(good))
        .map(|p| format!("{} {}: {:?}", p.name, p.version, p.license))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Where links between guardians and children are asked for as they are said, not as what they open: who says
/// them, counts them for the school, lets them end, or gives somebody the rows that are about her. Whatever shows a
/// guardian something of her child asks `guardianship`, which knows from whom a child is hidden.
const ASK_LINKS: &[&str] = &[
    "identity/src/audiences/queries/",
    "identity/src/families/",
    "identity/src/handovers/school.rs",
    "identity/src/leaving/queries.rs",
    "identity/src/own_data/queries.rs",
    "identity/src/people/",
    "identity/src/persons/queries/mod.rs",
    "identity/src/reach/queries.rs",
    "identity/src/school/queries/",
    "directory/src/onde/queries/",
];

#[test]
fn what_a_guardian_sees_goes_through_guardianship() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![crates.clone()];
    let mut bare = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(&crates).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs")
                && name.contains("/src/")
                && !ASK_LINKS.iter().any(|ok| name.starts_with(ok))
            {
                let text = std::fs::read_to_string(&path).unwrap();
                if text.contains("from guardian_link") || text.contains("join guardian_link") {
                    bare.push(name);
                }
            }
        }
    }
    assert!(bare.is_empty(), "ask guardianship(day) there, or say in ASK_LINKS why not: {bare:?}");
}

/// A document that names a file, or another document, leads there.
#[test]
fn what_the_documents_link_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("docs")];
    let mut documents = vec![root.join("README.md")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.extension() {
                None => folders.push(path),
                Some(kind) if kind == "md" => documents.push(path),
                Some(_) => {}
            }
        }
    }
    let mut lost = Vec::new();
    for document in documents {
        let text = std::fs::read_to_string(&document).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for link in links.filter(|link| !link.is_empty() && !link.contains("://")) {
            if !document.parent().unwrap().join(link).exists() {
                lost.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
