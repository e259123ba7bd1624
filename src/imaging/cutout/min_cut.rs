//! The cheapest cut through a grid whose pixels are joined to their eight neighbours.
//!
//! Boykov and Kolmogorov, “An Experimental Comparison of Min-Cut/Max-Flow Algorithms for Energy Minimization in
//! Vision” (PAMI 2004): two trees grow from the terminals, are reused after each augmentation, and orphans look
//! for new parents by distance.

use std::collections::VecDeque;

/// The neighbours, each beside its opposite: direction `d` and `d ^ 1` lead back.
const STEPS: [(isize, isize); 8] = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)];

const NO_PARENT: u8 = 8;
const TERMINAL: u8 = 9;

const FREE: u8 = 0;
/// Grown from the source: what is kept.
const KEPT: u8 = 1;
/// Grown from the sink: what is cleared.
const CLEARED: u8 = 2;

/// The directions in which a link can be laid; the others are their opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Towards {
    Right = 0,
    Down = 2,
    DownRight = 4,
    UpRight = 6,
}

/// A grid to be cut in two.
pub(super) struct Grid {
    /// With a rim of one unused pixel on every side, so that neighbours always exist.
    stride: usize,
    offsets: [isize; 8],
    /// What still fits through each link.
    links: Vec<[i32; 8]>,
    /// Positive: what the source still gives; negative: what the sink still takes.
    terminals: Vec<i32>,
    tree: Vec<u8>,
    parent: Vec<u8>,
    /// When `distance` was last known to be right.
    stamp: Vec<u32>,
    distance: Vec<u32>,
    is_queued: Vec<bool>,
    active: VecDeque<u32>,
    orphans: VecDeque<u32>,
    now: u32,
}

impl Grid {
    /// A grid without links and wishes.
    pub(super) fn new(width: usize, height: usize) -> Self {
        let stride = width + 2;
        let count = stride * (height + 2);
        Self {
            stride,
            offsets: STEPS.map(|(dx, dy)| dy * stride as isize + dx),
            links: vec![[0; 8]; count],
            terminals: vec![0; count],
            tree: vec![FREE; count],
            parent: vec![NO_PARENT; count],
            stamp: vec![0; count],
            distance: vec![0; count],
            is_queued: vec![false; count],
            active: VecDeque::new(),
            orphans: VecDeque::new(),
            now: 0,
        }
    }

    fn index(&self, x: usize, y: usize) -> usize {
        (y + 1) * self.stride + x + 1
    }

    /// What it costs to clear (positive) or to keep (negative) a pixel.
    pub(super) fn wish(&mut self, x: usize, y: usize, cost: i32) {
        let at = self.index(x, y);
        self.terminals[at] = cost;
    }

    /// What it costs to part a pixel from its neighbour. Links over the grid's edge must not be laid.
    pub(super) fn link(&mut self, x: usize, y: usize, towards: Towards, cost: i32) {
        let at = self.index(x, y);
        let direction = towards as usize;
        let to = self.step(at, direction);
        self.links[at][direction] = cost;
        self.links[to][direction ^ 1] = cost;
    }

    fn step(&self, from: usize, direction: usize) -> usize {
        from.wrapping_add_signed(self.offsets[direction])
    }

    /// Cuts; afterwards [`Grid::is_kept`] answers.
    pub(super) fn cut(&mut self) {
        for at in 0..self.terminals.len() {
            if self.terminals[at] != 0 {
                self.tree[at] = if self.terminals[at] > 0 { KEPT } else { CLEARED };
                self.parent[at] = TERMINAL;
                self.distance[at] = 1;
                self.activate(at);
            }
        }
        while let Some(at) = self.active.pop_front() {
            let at = at as usize;
            self.is_queued[at] = false;
            // The same pixel goes on growing after an augmentation, as long as it is in a tree.
            while self.tree[at] != FREE {
                let Some((from, direction)) = self.grow(at) else { break };
                self.now += 1;
                self.augment(from, direction);
                self.adopt();
            }
        }
    }

    /// Whether a pixel fell to the source's side.
    pub(super) fn is_kept(&self, x: usize, y: usize) -> bool {
        self.tree[self.index(x, y)] == KEPT
    }

    fn activate(&mut self, at: usize) {
        if !self.is_queued[at] {
            self.is_queued[at] = true;
            self.active.push_back(at as u32);
        }
    }

    /// Takes free neighbours in; returns a link from the source's tree to the sink's when they meet.
    fn grow(&mut self, at: usize) -> Option<(usize, usize)> {
        let tree = self.tree[at];
        for direction in 0..8 {
            let to = self.step(at, direction);
            let room = if tree == KEPT { self.links[at][direction] } else { self.links[to][direction ^ 1] };
            if room == 0 {
                continue;
            }
            if self.tree[to] == FREE {
                self.tree[to] = tree;
                self.parent[to] = (direction ^ 1) as u8;
                self.stamp[to] = self.stamp[at];
                self.distance[to] = self.distance[at] + 1;
                self.activate(to);
            } else if self.tree[to] != tree {
                return Some(if tree == KEPT { (at, direction) } else { (to, direction ^ 1) });
            } else if self.stamp[to] <= self.stamp[at] && self.distance[to] > self.distance[at] + 1 {
                self.parent[to] = (direction ^ 1) as u8;
                self.stamp[to] = self.stamp[at];
                self.distance[to] = self.distance[at] + 1;
            }
        }
        None
    }

    /// Sends as much as fits along the path through one meeting link.
    fn augment(&mut self, from: usize, direction: usize) {
        let to = self.step(from, direction);
        let mut flow = self.links[from][direction];
        let mut at = from;
        while self.parent[at] != TERMINAL {
            let up = self.parent[at] as usize;
            at = self.step(at, up);
            flow = flow.min(self.links[at][up ^ 1]);
        }
        flow = flow.min(self.terminals[at]);
        at = to;
        while self.parent[at] != TERMINAL {
            let up = self.parent[at] as usize;
            flow = flow.min(self.links[at][up]);
            at = self.step(at, up);
        }
        flow = flow.min(-self.terminals[at]);

        self.links[from][direction] -= flow;
        self.links[to][direction ^ 1] += flow;
        at = from;
        while self.parent[at] != TERMINAL {
            let up = self.parent[at] as usize;
            let above = self.step(at, up);
            self.links[above][up ^ 1] -= flow;
            self.links[at][up] += flow;
            if self.links[above][up ^ 1] == 0 {
                self.orphan(at);
            }
            at = above;
        }
        self.terminals[at] -= flow;
        if self.terminals[at] == 0 {
            self.orphan(at);
        }
        at = to;
        while self.parent[at] != TERMINAL {
            let up = self.parent[at] as usize;
            let above = self.step(at, up);
            self.links[at][up] -= flow;
            self.links[above][up ^ 1] += flow;
            if self.links[at][up] == 0 {
                self.orphan(at);
            }
            at = above;
        }
        self.terminals[at] += flow;
        if self.terminals[at] == 0 {
            self.orphan(at);
        }
    }

    /// Marks for [`Grid::adopt`]; the parent is read again until the path has been walked to its end.
    fn orphan(&mut self, at: usize) {
        self.orphans.push_back(at as u32);
    }

    fn adopt(&mut self) {
        for place in 0..self.orphans.len() {
            if let Some(&at) = self.orphans.get(place) {
                self.parent[at as usize] = NO_PARENT;
            }
        }
        while let Some(at) = self.orphans.pop_front() {
            self.adopt_one(at as usize);
        }
    }

    fn adopt_one(&mut self, at: usize) {
        let tree = self.tree[at];
        let (mut best, mut best_distance) = (NO_PARENT, u32::MAX);
        for direction in 0..8 {
            let to = self.step(at, direction);
            if self.tree[to] != tree || self.parent[to] == NO_PARENT || self.room_towards(tree, to, direction ^ 1) == 0
            {
                continue;
            }
            if let Some(distance) = self.distance_to_root(to)
                && distance < best_distance
            {
                (best, best_distance) = (direction as u8, distance);
            }
        }
        self.parent[at] = best;
        if best != NO_PARENT {
            self.stamp[at] = self.now;
            self.distance[at] = best_distance + 1;
            return;
        }
        for direction in 0..8 {
            let to = self.step(at, direction);
            if self.tree[to] != tree {
                continue;
            }
            if self.room_towards(tree, to, direction ^ 1) > 0 {
                self.activate(to);
            }
            if self.parent[to] == (direction ^ 1) as u8 {
                self.parent[to] = NO_PARENT;
                self.orphans.push_back(to as u32);
            }
        }
        self.tree[at] = FREE;
    }

    /// What fits from `parent` to its child in `direction` (or back, in the sink's tree).
    fn room_towards(&self, tree: u8, parent: usize, direction: usize) -> i32 {
        if tree == KEPT {
            self.links[parent][direction]
        } else {
            self.links[self.step(parent, direction)][direction ^ 1]
        }
    }

    /// How far the root is, when the way still leads to one; what was learnt is noted along the way.
    fn distance_to_root(&mut self, from: usize) -> Option<u32> {
        let (mut at, mut walked) = (from, 0);
        let found = loop {
            if self.stamp[at] == self.now {
                break self.distance[at];
            }
            match self.parent[at] {
                TERMINAL => {
                    self.stamp[at] = self.now;
                    self.distance[at] = 1;
                    break 1;
                }
                NO_PARENT => return None,
                up => at = self.step(at, up as usize),
            }
            walked += 1;
        };
        let total = found + walked;
        let (mut at, mut distance) = (from, total);
        while self.stamp[at] != self.now {
            self.stamp[at] = self.now;
            self.distance[at] = distance;
            distance -= 1;
            at = self.step(at, self.parent[at] as usize);
        }
        Some(total)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIDE: usize = 3;

    type Link = (usize, usize, Towards, i32);

    fn cost(wishes: &[i32], links: &[Link], kept: impl Fn(usize, usize) -> bool) -> i32 {
        let mut sum = 0;
        for (place, &wish) in wishes.iter().enumerate() {
            if kept(place % SIDE, place / SIDE) { sum += (-wish).max(0) } else { sum += wish.max(0) }
        }
        for &(x, y, towards, cost) in links {
            let (dx, dy) = STEPS[towards as usize];
            if kept(x, y) != kept(x.wrapping_add_signed(dx), y.wrapping_add_signed(dy)) {
                sum += cost;
            }
        }
        sum
    }

    fn links() -> impl Strategy<Value = Vec<Link>> {
        let mut places = Vec::new();
        for y in 0..SIDE {
            for x in 0..SIDE {
                for towards in [Towards::Right, Towards::Down, Towards::DownRight, Towards::UpRight] {
                    let (dx, dy) = STEPS[towards as usize];
                    let inside = |at: usize, by: isize| at.checked_add_signed(by).is_some_and(|to| to < SIDE);
                    if inside(x, dx) && inside(y, dy) {
                        places.push((x, y, towards));
                    }
                }
            }
        }
        prop::collection::vec(0..20_i32, places.len()).prop_map(move |costs| {
            places.iter().zip(costs).map(|(&(x, y, towards), cost)| (x, y, towards, cost)).collect()
        })
    }

    proptest! {
        #[test]
        fn no_other_cut_is_cheaper(wishes in prop::collection::vec(-30..30_i32, SIDE * SIDE), links in links()) {
            let mut grid = Grid::new(SIDE, SIDE);
            for (place, &wish) in wishes.iter().enumerate() {
                grid.wish(place % SIDE, place / SIDE, wish);
            }
            for &(x, y, towards, cost) in &links {
                grid.link(x, y, towards, cost);
            }
            grid.cut();
            let found = cost(&wishes, &links, |x, y| grid.is_kept(x, y));
            let least = (0..1_u32 << (SIDE * SIDE))
                .map(|kept| cost(&wishes, &links, |x, y| kept >> (y * SIDE + x) & 1 == 1))
                .min();
            prop_assert_eq!(Some(found), least);
        }
    }
}
