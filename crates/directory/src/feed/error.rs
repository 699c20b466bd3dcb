//! Why a feed is refused. Each sentence is shown to the person who deposited it: which file, what is
//! wrong, what to do. An error of this kind refuses the whole feed, never a part of it.

use std::io;

use super::Category;

pub type Result<T> = std::result::Result<T, FeedError>;

#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(
        "«\u{a0}{name}\u{a0}» n’est ni une archive .tgz ou .zip, ni un dossier. Déposez l’archive telle que l’académie l’a livrée."
    )]
    NotAnArchive { name: String },
    #[error(
        "L’archive «\u{a0}{name}\u{a0}» est abîmée ou incomplète. Téléchargez-la de nouveau, puis redéposez-la."
    )]
    // The detail is the library's, in its words: for the log.
    BrokenArchive { name: String, detail: String },
    #[error(
        "L’archive contient plus de {limit} fichiers. Un flux de l’annuaire en compte quelques dizaines\u{a0}: vérifiez que c’est la bonne archive."
    )]
    TooManyEntries { limit: usize },
    #[error(
        "L’archive dépasse {} Mio une fois dépliée. Elle est refusée pour protéger le serveur\u{a0}: vérifiez son origine.",
        limit >> 20
    )]
    TooLarge { limit: u64 },
    #[error(
        "L’archive se déplie de façon anormale (plus de {limit} fois sa taille). Elle est refusée\u{a0}: vérifiez son origine."
    )]
    SuspectRatio { limit: u64 },
    #[error(
        "L’archive contient un nom de fichier dangereux («\u{a0}{name}\u{a0}»). Elle est refusée\u{a0}: vérifiez son origine."
    )]
    UnsafeName { name: String },
    #[error(
        "L’archive contient un lien ou un fichier spécial («\u{a0}{name}\u{a0}»). Elle est refusée\u{a0}: un flux ne contient que des fichiers ordinaires."
    )]
    NotAPlainFile { name: String },
    #[error(
        "L’archive contient deux fois le même fichier («\u{a0}{name}\u{a0}»). Déposez un seul flux par archive."
    )]
    DuplicateFile { name: String },
    #[error(
        "Aucun fichier de l’annuaire n’a été trouvé. Les noms attendus se terminent par «\u{a0}_Eleve_0000.xml\u{a0}», «\u{a0}EtabEducNat_0000.xml\u{a0}», «\u{a0}PersRelEleve_0000.xml\u{a0}» ou «\u{a0}PersEducNat_0000.xml\u{a0}»."
    )]
    NoFeedFile,
    #[error(
        "Impossible de savoir si le flux est complet ou incrémental\u{a0}: le nom «\u{a0}{name}\u{a0}» ne contient ni «\u{a0}Complet\u{a0}» ni «\u{a0}Delta\u{a0}». Gardez les noms donnés par l’académie."
    )]
    UnknownKind { name: String },
    #[error("Le flux mélange des fichiers complets et incrémentaux. Déposez-les séparément.")]
    MixedKinds,
    #[error("Le flux mélange des fichiers du {first} et du {second}. Déposez un seul flux à la fois.")]
    MixedDates { first: chrono::NaiveDate, second: chrono::NaiveDate },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» n’est pas un fichier de l’annuaire\u{a0}: sa racine n’est pas «\u{a0}ficAlimMENESR\u{a0}»."
    )]
    NotAaf { file: String },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» est coupé (ligne {line})\u{a0}: le flux entier est refusé. Téléchargez-le de nouveau, puis redéposez-le."
    )]
    Truncated { file: String, line: u64 },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» n’est pas du XML lisible (ligne {line}). Demandez à l’académie de le produire de nouveau."
    )]
    Malformed { file: String, line: u64, detail: String },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» annonce l’encodage {declared} mais ne le respecte pas (ligne {line}). Demandez à l’académie de le produire de nouveau."
    )]
    WrongEncoding { file: String, declared: &'static str, line: u64 },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» annonce l’encodage «\u{a0}{encoding}\u{a0}», qui n’est pas accepté. Utilisez UTF-8 ou ISO-8859-15."
    )]
    UnknownEncoding { file: String, encoding: String },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» déclare des entités (DTD interne). Il est refusé pour protéger le serveur\u{a0}: vérifiez son origine."
    )]
    Entities { file: String },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» dépasse une limite (ligne {line}\u{a0}: {what}). Il est refusé\u{a0}: vérifiez son origine."
    )]
    BeyondLimit { file: String, line: u64, what: &'static str },
    #[error(
        "Le fichier «\u{a0}{file}\u{a0}» modifie ou supprime des fiches alors que le flux se dit complet. C’est sans doute un flux incrémental renommé\u{a0}: redéposez l’original."
    )]
    ChangeInComplete { file: String },
    #[error("Le flux compte plus de {limit} fiches ({}). Vérifiez que c’est la bonne archive.", category.label())]
    TooManyRecords { category: Category, limit: usize },
    #[error("La lecture du flux a été interrompue. Relancez l’import.")]
    Stopped,
    #[error(
        "Le flux n’a pas pu être lu sur le disque du serveur. Réessayez\u{a0}; si cela se répète, prévenez l’exploitant."
    )]
    Disk(#[from] io::Error),
}
