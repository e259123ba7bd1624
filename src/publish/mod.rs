//! Collage → bundle, page, picture; bundle → collage; pre-flight. May import model, i18n, affiliate, imaging, scene, render.
