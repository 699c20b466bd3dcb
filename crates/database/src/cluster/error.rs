//! What can go wrong with the private cluster, said to the person who installs Préau: what is the matter
//! and what to do, in one sentence.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error(
        "PostgreSQL n’a pas été trouvé sur cette machine : installez-le (« apt install postgresql »), \
         ou indiquez le dossier de ses programmes dans PREAU_PG_BIN."
    )]
    Missing,

    #[error(
        "Le dossier « {folder} », indiqué par PREAU_PG_BIN, ne contient pas les programmes postgres, initdb et \
         pg_ctl : corrigez-le, ou retirez PREAU_PG_BIN pour que Préau les cherche lui-même."
    )]
    BadFolder { folder: PathBuf },

    #[error(
        "PostgreSQL {found} est trop ancien : installez la version {least} ou une plus récente \
         (« apt install postgresql »)."
    )]
    TooOld { found: u32, least: u32 },

    #[error(
        "Les données de « {folder} » sont celles de PostgreSQL {data}, mais cette machine a PostgreSQL {found} : \
         installez la même version (« apt install postgresql-{data} »), ou restaurez une sauvegarde dans un \
         dossier neuf."
    )]
    OtherMajor { folder: PathBuf, data: u32, found: String },

    #[error(
        "Le dossier « {folder} » existe, mais ne contient pas les données d’un PostgreSQL : déplacez-le, ou \
         choisissez un autre dossier de données."
    )]
    NotACluster { folder: PathBuf },

    #[error(
        "PostgreSQL refuse de tourner en administrateur (root), et ni l’utilisateur « postgres » ni « nobody » \
         n’existe : installez PostgreSQL avec « apt install postgresql », qui crée le premier."
    )]
    NoAccount,

    #[error(
        "L’utilisateur numéro {uid} n’a pas de nom sur cette machine, ce que PostgreSQL exige : ajoutez-le à \
         /etc/passwd, ou lancez Préau sous un autre utilisateur."
    )]
    NamelessAccount { uid: u32 },

    #[error(
        "L’utilisateur « {account} », sous lequel tourne PostgreSQL, ne peut pas traverser le dossier \
         « {blocking} » : autorisez-le (« chmod o+x {blocking} »), ou choisissez un dossier de données ailleurs, \
         par exemple /var/lib/preau."
    )]
    Unreachable { account: String, blocking: PathBuf },

    #[error(
        "L’utilisateur « {account} » ne peut pas lancer les programmes de « {folder} » : installez PostgreSQL pour \
         tous les utilisateurs (« apt install postgresql »)."
    )]
    BinariesUnreachable { account: String, folder: PathBuf },

    #[error(
        "Les données de « {folder} » appartiennent à un autre utilisateur (numéro {owner}) : lancez Préau sous cet \
         utilisateur, ou choisissez un autre dossier de données."
    )]
    OwnedByOther { folder: PathBuf, owner: u32 },

    #[error(
        "Le dossier « {folder} », où PostgreSQL devait ouvrir sa prise locale, appartient à quelqu’un d’autre : \
         supprimez-le, ou choisissez un dossier de données au chemin plus court."
    )]
    SocketFolder { folder: PathBuf },

    #[error(
        "La base n’a pas pu être créée ; vérifiez la place sur le disque, puis relancez Préau. PostgreSQL dit : {detail}"
    )]
    Create { detail: String },

    #[error(
        "Le PostgreSQL qui tourne sur « {folder} » a été lancé pour des essais, sans protection contre une coupure \
         de courant, et un autre programme s’en sert : arrêtez ce programme, puis relancez Préau."
    )]
    NotDurable { folder: PathBuf },

    #[error("PostgreSQL n’a pas démarré ; lisez « {log} », corrigez, puis relancez Préau. Il dit : {detail}")]
    Start { log: PathBuf, detail: String },

    #[error(
        "PostgreSQL est encore occupé par un démarrage ou un arrêt précédent ; attendez une minute, puis relancez \
         Préau ; son journal est « {log} »."
    )]
    Busy { log: PathBuf },

    #[error(
        "« {path} » n’a pas pu être lu ou écrit ({source}) ; vérifiez les droits et la place sur le disque."
    )]
    File { path: PathBuf, source: io::Error },
}

impl ClusterError {
    /// For `map_err`: the same error of the system, with the path that it is about.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::File { path: path.to_owned(), source }
    }
}
