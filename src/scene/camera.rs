//! Which part of the scene the window shows, and how large.

use crate::model::{Point, Rect, Size, Vector};

/// A view of the scene: `pos_in_view = (pos_in_scene − centre) · zoom + view_size / 2`. View lengths are
/// points of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The scene position in the middle of the view.
    pub centre: Point,
    /// View points per scene pixel, within [`Camera::ZOOM_RANGE`].
    pub zoom: f64,
}

impl Camera {
    /// From 2 % to 3200 %.
    pub const ZOOM_RANGE: std::ops::RangeInclusive<f64> = 0.02..=32.0;

    /// The view that shows all of `rect` with `margin` view points around it.
    pub fn fitting(rect: &Rect, view_size: Size, margin: f64) -> Self {
        let room = |side: f64| (side - 2.0 * margin).max(1.0);
        let size = rect.size();
        let zoom = (room(view_size.width) / size.width.max(1.0)).min(room(view_size.height) / size.height.max(1.0));
        Self { centre: rect.centre(), zoom: clamped(zoom) }
    }

    /// Scene → view.
    pub fn to_view(&self, pos_in_scene: Point, view_size: Size) -> Point {
        let from_centre = (pos_in_scene - self.centre) * self.zoom;
        Point::new(view_size.width / 2.0 + from_centre.x, view_size.height / 2.0 + from_centre.y)
    }

    /// View → scene.
    pub fn to_scene(&self, pos_in_view: Point, view_size: Size) -> Point {
        let from_centre = pos_in_view - Point::new(view_size.width / 2.0, view_size.height / 2.0);
        self.centre + from_centre * (1.0 / self.zoom)
    }

    /// Zoomed by `factor` such that the scene position under `pos_in_view` stays there.
    #[must_use]
    pub fn zoomed_at(&self, factor: f64, pos_in_view: Point, view_size: Size) -> Self {
        let fixed = self.to_scene(pos_in_view, view_size);
        let zoom = clamped(self.zoom * factor);
        Self { centre: fixed + (self.centre - fixed) * (self.zoom / zoom), zoom }
    }

    /// Moved so that the content follows a pointer that moved by `delta_in_view`.
    #[must_use]
    pub fn panned(&self, delta_in_view: Vector) -> Self {
        Self { centre: self.centre + delta_in_view * (-1.0 / self.zoom), zoom: self.zoom }
    }

    /// The part of the scene that is in view.
    pub fn visible(&self, view_size: Size) -> Rect {
        Rect::from_corners(
            self.to_scene(Point::new(0.0, 0.0), view_size),
            self.to_scene(Point::new(view_size.width, view_size.height), view_size),
        )
    }
}

fn clamped(zoom: f64) -> f64 {
    if zoom.is_finite() { zoom.clamp(*Camera::ZOOM_RANGE.start(), *Camera::ZOOM_RANGE.end()) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VIEW: Size = Size::new(800.0, 600.0);

    proptest! {
        #[test]
        fn view_and_scene_are_inverse(x in -1e4..1e4, y in -1e4..1e4, zoom in 0.02..32.0, px in 0.0..800.0, py in 0.0..600.0) {
            let camera = Camera { centre: Point::new(x, y), zoom };
            let there = camera.to_scene(Point::new(px, py), VIEW);
            prop_assert!(camera.to_view(there, VIEW).distance(Point::new(px, py)) < 1e-6);
        }

        #[test]
        fn zooming_keeps_what_is_under_the_cursor(zoom in 0.02..32.0, factor in 0.1..10.0, px in 0.0..800.0, py in 0.0..600.0) {
            let camera = Camera { centre: Point::new(3.0, 4.0), zoom };
            let cursor = Point::new(px, py);
            let fixed = camera.to_scene(cursor, VIEW);
            let zoomed = camera.zoomed_at(factor, cursor, VIEW);
            prop_assert!(zoomed.to_view(fixed, VIEW).distance(cursor) < 1e-6);
        }

        #[test]
        fn fitting_shows_all(w in 1.0..1e4, h in 1.0..1e4) {
            let rect = Rect::from_min_size(Point::new(-5.0, 7.0), Size::new(w, h));
            let camera = Camera::fitting(&rect, VIEW, 20.0);
            let seen = camera.visible(VIEW);
            prop_assert!(seen.contains(rect.min) && seen.contains(rect.max));
        }
    }
}
