//! How a picture's background is taken away: plain data, so that the original and the recipe give the cut-out
//! again, by this algorithm or a better one.

use serde::{Deserialize, Serialize};

use super::geometry::Point;

/// What a person decided about a cut-out. All places are fractions of the upright picture's width and height.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutoutRecipe {
    /// The algorithm that it was made with: [`CutoutRecipe::ALGORITHM_VERSION`] or an older one.
    pub algorithm_version: u32,
    /// How readily a pixel counts as background: 0 keeps what is in doubt, 1 takes it away.
    #[serde(default = "middle")]
    pub strength: f64,
    /// What becomes of soft shadows.
    #[serde(default)]
    pub shadow: ShadowChoice,
    /// What the person put right, oldest first; later ones win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// What becomes of the soft shadow that a product throws on a plain background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShadowChoice {
    /// It goes with the background.
    #[default]
    Drop,
    /// It stays, as see-through black.
    Keep,
}

/// One thing that the person put right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Correction {
    /// A click: the region of like colour around the place is kept or cleared.
    Region {
        /// Where.
        at: Point,
        /// Kept, or else cleared.
        keep: bool,
    },
    /// A brush stroke: everything under it is kept or cleared.
    Brush {
        /// Its path.
        path: Vec<Point>,
        /// Half its breadth, as a fraction of the picture's longer side.
        radius: f64,
        /// Kept, or else cleared.
        keep: bool,
    },
    /// A loose outline around the product: what lies outside is cleared, and inside the product is told from
    /// the background by the colours on both sides of the line, also where the background is busy.
    Lasso {
        /// The outline; the last point joins the first.
        outline: Vec<Point>,
    },
}

impl CutoutRecipe {
    /// The algorithm of this program.
    pub const ALGORITHM_VERSION: u32 = 1;
    /// The most corrections that one picture takes.
    pub const MAX_CORRECTIONS: usize = 1000;
    /// The most points of one stroke or outline.
    pub const MAX_POINTS: usize = 10_000;

    /// Whether all numbers are sane and nothing is too long.
    pub fn is_valid(&self) -> bool {
        let sane = |point: &Point| point.x.is_finite() && point.y.is_finite();
        let line = |points: &[Point]| points.len() <= Self::MAX_POINTS && points.iter().all(sane);
        (0.0..=1.0).contains(&self.strength)
            && self.corrections.len() <= Self::MAX_CORRECTIONS
            && self.corrections.iter().all(|correction| match correction {
                Correction::Region { at, .. } => sane(at),
                Correction::Brush { path, radius, .. } => line(path) && (0.0..=1.0).contains(radius),
                Correction::Lasso { outline } => line(outline),
            })
    }
}

impl Default for CutoutRecipe {
    fn default() -> Self {
        Self {
            algorithm_version: Self::ALGORITHM_VERSION,
            strength: middle(),
            shadow: ShadowChoice::Drop,
            corrections: Vec::new(),
        }
    }
}

fn middle() -> f64 {
    0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_recipe_reads_with_its_defaults() {
        let recipe: CutoutRecipe = serde_json::from_str(r#"{"algorithm_version":1}"#).unwrap();
        assert_eq!(recipe, CutoutRecipe::default());
        assert!(recipe.is_valid());
    }

    #[test]
    fn insane_numbers_are_refused() {
        let with = |correction| CutoutRecipe { corrections: vec![correction], ..CutoutRecipe::default() };
        let nowhere = Point::new(f64::NAN, 0.0);
        assert!(!with(Correction::Region { at: nowhere, keep: true }).is_valid());
        assert!(!with(Correction::Lasso { outline: vec![nowhere] }).is_valid());
        assert!(!with(Correction::Brush { path: Vec::new(), radius: -1.0, keep: true }).is_valid());
        assert!(!CutoutRecipe { strength: 1.5, ..CutoutRecipe::default() }.is_valid());
    }
}
