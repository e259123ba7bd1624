//! Why a collage was not drawn.

crate::i18n::messages! {
    /// Too many pixels.
    too_large(width_px, height_px, max_px) {
        en: "{width_px} × {height_px} pixels are more than can be drawn at once ({max_px}). Choose a smaller width.",
        fr: "{width_px} × {height_px} pixels, c’est plus que ce qui se dessine en une fois ({max_px}). Choisissez une largeur plus petite.",
    }
    /// Nothing to draw on.
    empty(width, height) {
        en: "A page of {width} × {height} has no pixels to draw. Give it a width and a height.",
        fr: "Une page de {width} × {height} n’a aucun pixel à dessiner. Donnez-lui une largeur et une hauteur.",
    }
    /// A thread failed.
    worker(why) {
        en: "Drawing stopped ({why}). Close other programs and try again.",
        fr: "Le dessin s’est arrêté ({why}). Fermez d’autres programmes et réessayez.",
    }
    /// The PDF writer refused.
    pdf(why) {
        en: "The PDF could not be written ({why}). Export a picture or a page instead.",
        fr: "Le PDF n’a pas pu être écrit ({why}). Exportez plutôt une image ou une page.",
    }
}
