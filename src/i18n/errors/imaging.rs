//! Why a picture was not read or written.

crate::i18n::messages! {
    /// The file is too large.
    too_many_bytes(bytes, max_bytes) {
        en: "The picture file has {bytes} bytes; up to {max_bytes} are read. Save it smaller and try again.",
        fr: "Le fichier de l’image fait {bytes} octets\u{202f}; {max_bytes} au plus sont lus. Enregistrez-la en plus petit et réessayez.",
    }
    /// None of the known formats.
    unknown_format() {
        en: "This is not a picture that can be read here. Use PNG, JPEG, WebP, GIF, BMP or SVG.",
        fr: "Ce n’est pas une image lisible ici. Utilisez PNG, JPEG, WebP, GIF, BMP ou SVG.",
    }
    /// A side is too long.
    side_too_long(width_px, height_px, max_side_px) {
        en: "The picture is {width_px} × {height_px} pixels; sides of up to {max_side_px} are read. Scale it down and try again.",
        fr: "L’image fait {width_px} × {height_px} pixels\u{202f}; les côtés vont jusqu’à {max_side_px}. Réduisez-la et réessayez.",
    }
    /// Too many pixels.
    too_many_pixels(width_px, height_px, max_px) {
        en: "The picture is {width_px} × {height_px} pixels; up to {max_px} in all are read. Scale it down and try again.",
        fr: "L’image fait {width_px} × {height_px} pixels\u{202f}; {max_px} au plus sont lus en tout. Réduisez-la et réessayez.",
    }
    /// A small file that claims a huge picture.
    bomb(width_px, height_px, bytes, max_px) {
        en: "The picture claims to be {width_px} × {height_px} pixels, but its file has only {bytes} bytes; up to {max_px} pixels are believed of so small a file. It was not opened. Save the picture again from where it came.",
        fr: "L’image annonce {width_px} × {height_px} pixels, mais son fichier n’a que {bytes} octets\u{202f}; {max_px} pixels au plus sont crus d’un si petit fichier. Elle n’a pas été ouverte. Enregistrez-la de nouveau depuis sa source.",
    }
    /// Memory.
    too_much_memory() {
        en: "Opening the picture would take more memory than pictures are given. Scale it down and try again.",
        fr: "Ouvrir l’image demanderait plus de mémoire que les images n’en reçoivent. Réduisez-la et réessayez.",
    }
    /// Damaged.
    damaged(format, reason) {
        en: "The {format} picture is damaged or of an unknown kind ({reason}). Save it again from where it came.",
        fr: "L’image {format} est abîmée ou d’un genre inconnu ({reason}). Enregistrez-la de nouveau depuis sa source.",
    }
    /// A format that holds no such size.
    too_large_to_write(format, max_side_px, width_px, height_px) {
        en: "{format} pictures have at most {max_side_px} pixels a side, and this one would be {width_px} × {height_px}. Make it smaller or choose another format.",
        fr: "Les images {format} ont au plus {max_side_px} pixels de côté, et celle-ci en ferait {width_px} × {height_px}. Réduisez-la ou choisissez un autre format.",
    }
    /// An encoder failed.
    not_written(format, reason) {
        en: "The {format} picture could not be written ({reason}). Choose another format or a smaller size.",
        fr: "L’image {format} n’a pas pu être écrite ({reason}). Choisissez un autre format ou une taille plus petite.",
    }
}
