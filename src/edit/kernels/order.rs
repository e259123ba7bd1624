//! The z-order: which tile covers which.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::TileId;

/// A change of the z-order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restack {
    /// One step to the front: past the next tile that is not selected.
    Forward,
    /// One step to the back.
    Backward,
    /// In front of all others.
    ToFront,
    /// Behind all others.
    ToBack,
}

/// The order (back to front) after the selected tiles moved; among themselves they keep theirs.
pub fn restack(order: &[TileId], selection: &BTreeSet<TileId>, how: Restack) -> Vec<TileId> {
    let mut order = order.to_vec();
    let selected = |id: &TileId| selection.contains(id);
    match how {
        // Walking towards the back lets a pile of selected tiles climb over one other tile together.
        Restack::Forward => {
            for behind in (1..order.len()).rev().map(|front| front - 1) {
                swap_if(&mut order, behind, |behind, front| selected(behind) && !selected(front));
            }
        }
        Restack::Backward => {
            for behind in 0..order.len().saturating_sub(1) {
                swap_if(&mut order, behind, |behind, front| !selected(behind) && selected(front));
            }
        }
        // The sort is stable.
        Restack::ToFront => order.sort_by_key(selected),
        Restack::ToBack => order.sort_by_key(|id| !selected(id)),
    }
    order
}

fn swap_if(order: &mut [TileId], behind: usize, wanted: impl Fn(&TileId, &TileId) -> bool) {
    if let Some([back, front]) = order.get_mut(behind..behind + 2)
        && wanted(back, front)
    {
        std::mem::swap(back, front);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::kernels::fixtures::id;

    fn after(how: Restack, selection: &[u32]) -> Vec<u32> {
        let order: Vec<_> = (0..5).map(id).collect();
        restack(&order, &selection.iter().copied().map(id).collect(), how).iter().map(|id| id.raw()).collect()
    }

    #[test]
    fn steps_and_ends() {
        assert_eq!(after(Restack::Forward, &[1, 2]), [0, 3, 1, 2, 4]);
        assert_eq!(after(Restack::Forward, &[0, 3]), [1, 0, 2, 4, 3]);
        assert_eq!(after(Restack::Forward, &[3, 4]), [0, 1, 2, 3, 4]);
        assert_eq!(after(Restack::Backward, &[1, 2]), [1, 2, 0, 3, 4]);
        assert_eq!(after(Restack::Backward, &[0, 1]), [0, 1, 2, 3, 4]);
        assert_eq!(after(Restack::ToFront, &[0, 2]), [1, 3, 4, 0, 2]);
        assert_eq!(after(Restack::ToBack, &[2, 4]), [2, 4, 0, 1, 3]);
        assert_eq!(restack(&[], &BTreeSet::new(), Restack::Forward), []);
    }

    proptest! {
        #[test]
        fn every_restack_is_a_permutation_that_keeps_both_relative_orders(
            order in Just((0..12).map(id).collect::<Vec<_>>()).prop_shuffle(),
            chosen in proptest::collection::btree_set(0..12_u32, 0..12),
        ) {
            let selection: BTreeSet<_> = chosen.into_iter().map(id).collect();
            for how in [Restack::Forward, Restack::Backward, Restack::ToFront, Restack::ToBack] {
                let moved = restack(&order, &selection, how);
                for inside in [true, false] {
                    let part = |all: &[TileId]| -> Vec<TileId> {
                        all.iter().filter(|id| selection.contains(id) == inside).copied().collect()
                    };
                    prop_assert_eq!(part(&moved), part(&order));
                }
            }
        }

        #[test]
        fn a_single_tile_steps_forth_and_back(at in 0..11_u32) {
            let order: Vec<_> = (0..12).map(id).collect();
            let one = BTreeSet::from([id(at)]);
            let forth = restack(&order, &one, Restack::Forward);
            prop_assert_eq!(forth[at as usize + 1], id(at));
            prop_assert_eq!(restack(&forth, &one, Restack::Backward), order);
        }
    }
}
