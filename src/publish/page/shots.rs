//! Pictures on the page, cropped as on the canvas.
//!
//! In a bundle they are `<img>` elements in a box that clips them. A page that stands alone holds every
//! picture once, as an SVG definition, and shows it wherever it is wanted: tile and list entry share it.

use super::super::html::{base64, escape, number, percent};
use super::Scene;
use crate::model::{ImageHash, Picture};

/// Where the pictures of a page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Shots {
    /// Beside the page, in the bundle.
    Files,
    /// In the page itself.
    Inline,
}

/// The pictures of a page that stands alone; in a bundle nothing.
pub(super) fn definitions(scene: &Scene<'_>) -> String {
    if scene.shots == Shots::Files || scene.prepared.pictures.is_empty() {
        return String::new();
    }
    let mut out = "<svg class=\"unseen\" aria-hidden=\"true\" focusable=\"false\"><defs>\n".to_owned();
    for (hash, picture) in &scene.prepared.pictures {
        let (width_px, height_px) = picture.size_px;
        out.push_str(&format!(
            "<image id=\"{}\" width=\"{width_px}\" height=\"{height_px}\" preserveAspectRatio=\"none\" \
             href=\"data:{};base64,{}\"/>\n",
            name(*hash),
            picture.format.media_type(),
            base64(&picture.bytes)
        ));
    }
    out.push_str("</defs></svg>\n");
    out
}

/// The visible part of a picture, stretched over the box around it.
pub(super) fn shot(scene: &Scene<'_>, picture: &Picture, alt: &str) -> String {
    let Some(file) = scene.prepared.pictures.get(&picture.image) else { return String::new() };
    let crop = &picture.crop;
    match scene.shots {
        Shots::Files => format!(
            "<span class=\"clip\"><img src=\"{}\" alt=\"{}\" style=\"left:{};top:{};width:{};height:{}\"></span>",
            file.path(),
            escape(alt),
            percent(-crop.x0, crop.width()),
            percent(-crop.y0, crop.height()),
            percent(1.0, crop.width()),
            percent(1.0, crop.height()),
        ),
        Shots::Inline => {
            let (width_px, height_px) = (f64::from(file.size_px.0), f64::from(file.size_px.1));
            let words = if alt.is_empty() {
                "aria-hidden=\"true\"".to_owned()
            } else {
                format!("role=\"img\" aria-label=\"{}\"", escape(alt))
            };
            format!(
                "<svg class=\"clip\" viewBox=\"{} {} {} {}\" preserveAspectRatio=\"none\" focusable=\"false\" {words}>\
                 <use href=\"#{}\"/></svg>",
                number(crop.x0 * width_px),
                number(crop.y0 * height_px),
                number(crop.width() * width_px),
                number(crop.height() * height_px),
                name(picture.image),
            )
        }
    }
}

fn name(image: ImageHash) -> String {
    format!("p-{image}")
}
