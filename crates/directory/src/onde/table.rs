//! The bytes that a head sends, as lines and cells; and what she reads where they are none.

use kernel::csv::{self, Bounds, Refused, Table};

/// No school has so many lines; a name or an address goes on over few.
const BOUNDS: Bounds = Bounds { lines: 3_000, titles: 1, cell_lines: 4, cell_separators: 2 };

/// Else the sentence beside the file.
pub fn read(bytes: &[u8]) -> Result<Table, &'static str> {
    csv::read(bytes, &BOUNDS).map_err(|why| match why {
        Refused::Workbook => {
            "C’est un classeur de tableur, pas un fichier CSV. Déposez le fichier tel qu’ONDE l’a donné, \
             ou enregistrez-le au format CSV."
        }
        Refused::Empty => "Ce fichier est vide.",
        Refused::NoSeparator => {
            "La première ligne ne contient ni point-virgule, ni virgule, ni tabulation\u{a0}: ce n’est pas \
             un export CSV d’ONDE."
        }
        Refused::Header => "La première ligne, celle des titres, ne peut pas être lue.",
        Refused::TooLong => "Ce fichier a plus de 3\u{a0}000 lignes\u{a0}: ce n’est pas celui d’une école.",
    })
}
