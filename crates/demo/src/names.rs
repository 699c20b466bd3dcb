//! Names to draw from: common French first names and surnames, drawn independently, so that a match with a
//! real person is chance. And the small generator that draws: same seed, same world.

pub const GIRLS: &str = "Alice, Ambre, Anaïs, Anna, Assia, Camille, Capucine, Célia, Chloé, Clara, Clémence, Elena, \
    Élise, Emma, Éva, Fatou, Fleur, Giulia, Inaya, Inès, Iris, Jade, Jeanne, Julia, Léa, Lila, Lou, \
    Louise, Lucie, Maëlys, Manon, Margaux, Margot, Maya, Mathilde, Mila, Nina, Noémie, Nora, \
    Olivia, Romane, Rose, Sara, Salomé, Sofia, Suzanne, Victoire, Yasmine, Zélie, Zoé";
pub const BOYS: &str = "Aaron, Adam, Adrien, Amine, Antoine, Arthur, Auguste, Axel, Ayden, Basile, Charles, Clément, \
    Côme, Diego, Eliott, Enzo, Ethan, Gabin, Gabriel, Hugo, Ibrahim, Ismaël, Jules, Léo, Léon, \
    Liam, Louis, Lucas, Maël, Malo, Marius, Martin, Mathis, Maxime, Milan, Naël, Nathan, Noah, \
    Nolan, Paul, Raphaël, Rayan, Robin, Sacha, Samuel, Simon, Théo, Tiago, Tom, Victor";
pub const WOMEN: &str = "Amandine, Amélie, Aminata, Audrey, Aurélie, Caroline, Cécile, Céline, Charlotte, Claire, \
    Delphine, Djamila, Élodie, Émilie, Fanny, Gaëlle, Hélène, Isabelle, Jessica, Julie, Karima, \
    Laëtitia, Laura, Laure, Lucie, Marie, Marion, Mélanie, Morgane, Nathalie, Pauline, Rachel, \
    Samira, Sandrine, Sophie, Stéphanie, Sylvie, Vanessa, Virginie, Yasmina";
pub const MEN: &str = "Alexandre, Antoine, Arnaud, Benjamin, Benoît, Bruno, Cédric, Christophe, Damien, David, Fabien, \
    Florian, Franck, Frédéric, Guillaume, Jérémy, Jérôme, Julien, Kévin, Laurent, Loïc, Ludovic, \
    Mamadou, Marc, Mathieu, Mehdi, Mickaël, Nicolas, Olivier, Pierre, Quentin, Rachid, Romain, \
    Sébastien, Stéphane, Sylvain, Thierry, Thomas, Vincent, Yann";
pub const SURNAMES: &str = "Aubry, Bailly, Barbier, Baron, Benoit, Berger, Bernard, Besson, Blanchard, Bouvier, Boyer, \
    Brunet, Carlier, Caron, Charpentier, Chevalier, Cissé, Colin, Cousin, Da Silva, David, \
    Delattre, Delaunay, Deschamps, Diallo, Dos Santos, Dubois, Dufour, Dumont, Dupuis, Fabre, \
    Fernandez, Fleury, Fontaine, Fournier, Gaillard, Garcia, Gauthier, Gérard, Girard, Guérin, \
    Guillot, Hamel, Henry, Hubert, Jacquet, Joly, Klein, Konaté, Lambert, Langlois, Laurent, \
    Le Gall, Le Goff, Leblanc, Leclerc, Lefèvre, Legrand, Lemaire, Leroux, Lopez, Lucas, Mahé, \
    Mallet, Marchand, Marechal, Masson, Mercier, Meunier, Meyer, Michaud, Moreau, Morel, Moulin, \
    Noël, Oliveira, Paris, Pereira, Perrot, Philippe, Picard, Poirier, Prévost, Renard, Rey, \
    Richard, Rivière, Robin, Rolland, Rousseau, Sanchez, Saidi, Schmitt, Simon, Traoré, Tran, \
    Vidal, Weber, Yilmaz, Ziani";
pub const STREETS: &str = "rue Haute, rue des Tisserands, rue du Puits, avenue de la Gare, rue des Lavandières, \
    chemin du Lac, place du Marché, rue de la Fontaine, impasse des Forges, rue des Jardins, \
    allée des Charmes, rue du Four, chemin des Prés, rue de l’Écluse, boulevard du Nord, \
    rue des Écoles, sentier des Vignes, rue Basse";

/// splitmix64: enough to draw names, and the same everywhere.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `count` - 1.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count.max(1)).unwrap_or(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of a list such as « Alice, Ambre ».
    pub fn of(&mut self, names: &'static str) -> &'static str {
        let names: Vec<&str> = names.split(", ").collect();
        names[self.below(names.len())]
    }
}

/// « jerome.legoff »: what a login and a mail address are made of.
pub fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'a'..='z' | '0'..='9' => Some(c),
            'à' | 'â' | 'ä' => Some('a'),
            'ç' => Some('c'),
            'é' | 'è' | 'ê' | 'ë' => Some('e'),
            'î' | 'ï' => Some('i'),
            'ô' | 'ö' => Some('o'),
            'ù' | 'û' | 'ü' => Some('u'),
            _ => None,
        })
        .collect()
}
