//! The animals of children, and the pictures of their codes: names of drawings in `assets/icons/pictures`, and what
//! they are called. The pad keeps this order, always: small children find a picture by its place.

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    pub name: &'static str,
    pub french: &'static str,
    /// The drawing itself, for paper; pages take it from the sprite.
    pub svg: &'static str,
}

macro_rules! of {
    ($name:literal, $french:literal) => {
        Picture {
            name: $name,
            french: $french,
            svg: include_str!(concat!("../../../../assets/icons/pictures/", $name, ".svg")),
        }
    };
}

/// One for each child of a class; none is in a code.
pub const ANIMALS: [Picture; 32] = [
    of!("cat", "Le chat"),
    of!("dog", "Le chien"),
    of!("rabbit", "Le lapin"),
    of!("hedgehog", "Le hérisson"),
    of!("owl", "Le hibou"),
    of!("fox", "Le renard"),
    of!("panda", "Le panda"),
    of!("koala", "Le koala"),
    of!("tiger", "Le tigre"),
    of!("lion", "Le lion"),
    of!("cow", "La vache"),
    of!("pig", "Le cochon"),
    of!("frog", "La grenouille"),
    of!("monkey", "Le singe"),
    of!("penguin", "Le manchot"),
    of!("duck", "Le canard"),
    of!("turtle", "La tortue"),
    of!("dolphin", "Le dauphin"),
    of!("whale", "La baleine"),
    of!("octopus", "La pieuvre"),
    of!("crab", "Le crabe"),
    of!("snail", "L’escargot"),
    of!("butterfly", "Le papillon"),
    of!("lady-beetle", "La coccinelle"),
    of!("elephant", "L’éléphant"),
    of!("giraffe", "La girafe"),
    of!("zebra", "Le zèbre"),
    of!("parrot", "Le perroquet"),
    of!("flamingo", "Le flamant rose"),
    of!("kangaroo", "Le kangourou"),
    of!("hatching-chick", "Le poussin"),
    of!("tropical-fish", "Le poisson"),
];

/// What codes are made of.
pub const PICTURES: [Picture; 24] = [
    of!("sun", "Le soleil"),
    of!("crescent-moon", "La lune"),
    of!("star", "L’étoile"),
    of!("rainbow", "L’arc-en-ciel"),
    of!("tulip", "La fleur"),
    of!("evergreen-tree", "Le sapin"),
    of!("mushroom", "Le champignon"),
    of!("red-apple", "La pomme"),
    of!("banana", "La banane"),
    of!("strawberry", "La fraise"),
    of!("carrot", "La carotte"),
    of!("birthday-cake", "Le gâteau"),
    of!("soccer-ball", "Le ballon"),
    of!("automobile", "La voiture"),
    of!("locomotive", "Le train"),
    of!("airplane", "L’avion"),
    of!("sailboat", "Le bateau"),
    of!("rocket", "La fusée"),
    of!("bicycle", "Le vélo"),
    of!("house", "La maison"),
    of!("key", "La clé"),
    of!("umbrella", "Le parapluie"),
    of!("drum", "Le tambour"),
    of!("red-heart", "Le cœur"),
];

#[must_use]
pub fn animal(name: &str) -> Option<Picture> {
    ANIMALS.into_iter().find(|p| p.name == name)
}

#[must_use]
pub fn picture(name: &str) -> Option<Picture> {
    PICTURES.into_iter().find(|p| p.name == name)
}
