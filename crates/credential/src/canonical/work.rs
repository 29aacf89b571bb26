//! A bound on the work of canonicalisation, computed before it begins.
//!
//! RDFC-1.0 is linear except where blank nodes can't be told apart by their own quads ("tied"): it then tries
//! permutations of tied neighbours, which is exponential in the worst case (the specification's "dataset poisoning").
//! The bound is counted in steps, not seconds, so that the same document is refused on every machine.

use std::collections::{BTreeMap, HashMap, HashSet};

use oxrdf::dataset::Dataset;
use oxrdf::{BlankNodeRef, GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use super::CanonicalError;

/// The most quads of a dataset; a certificate with every list full has under 400.
const MAX_QUADS: usize = 2_000;

/// The most steps of the exponential part. A group of four tied neighbours takes about 5,000.
const MAX_STEPS: u64 = 20_000;

/// The permutation steps that canonicalising a dataset takes at most; refused when over the budget.
pub(super) fn check(dataset: &Dataset) -> Result<u64, CanonicalError> {
    let steps = if dataset.len() > MAX_QUADS {
        u64::MAX
    } else {
        steps(dataset)
    };
    if steps > MAX_STEPS {
        Err(CanonicalError::TooMuchWork)
    } else {
        Ok(steps)
    }
}

/// An upper bound on the permutation steps that the dataset can cause.
fn steps(dataset: &Dataset) -> u64 {
    let mut quads_of: HashMap<BlankNodeRef<'_>, Vec<QuadRef<'_>>> = HashMap::new();
    for quad in dataset {
        for node in blank_nodes(quad) {
            quads_of.entry(node).or_default().push(quad);
        }
    }
    let mut alike: BTreeMap<Vec<String>, Vec<BlankNodeRef<'_>>> = BTreeMap::new();
    for (node, quads) in &quads_of {
        let mut seen: Vec<String> = quads.iter().map(|quad| seen_from(*node, *quad)).collect();
        seen.sort_unstable();
        alike.entry(seen).or_default().push(*node);
    }
    let tied: HashSet<BlankNodeRef<'_>> = alike
        .into_values()
        .filter(|nodes| nodes.len() > 1)
        .flatten()
        .collect();

    let mut unvisited = tied.clone();
    let mut total = 0_u64;
    while let Some(first) = unvisited.iter().next().copied() {
        unvisited.remove(&first);
        let mut group = vec![first];
        let mut quads = 0;
        let mut next = 0;
        while let Some(node) = group.get(next).copied() {
            quads += quads_of[&node].len() as u64;
            for neighbour in quads_of[&node].iter().flat_map(|quad| blank_nodes(*quad)) {
                if unvisited.remove(&neighbour) {
                    group.push(neighbour);
                }
            }
            next += 1;
        }
        total = total.saturating_add(group_steps(group.len() as u64).saturating_mul(quads));
    }
    total
}

/// Steps for `n` linked tied nodes: at most (n − 1)! permutations at each of at most n levels.
fn group_steps(n: u64) -> u64 {
    let permutations = (1..n).fold(1_u64, u64::saturating_mul);
    (0..n).fold(1, |steps, _| steps.saturating_mul(permutations))
}

/// The blank nodes of a quad, each once.
fn blank_nodes(quad: QuadRef<'_>) -> impl Iterator<Item = BlankNodeRef<'_>> {
    let subject = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(node) => Some(node),
        NamedOrBlankNodeRef::NamedNode(_) => None,
    };
    let object = match quad.object {
        TermRef::BlankNode(node) if Some(node) != subject => Some(node),
        _ => None,
    };
    let graph = match quad.graph_name {
        GraphNameRef::BlankNode(node) if Some(node) != subject && Some(node) != object => Some(node),
        _ => None,
    };
    [subject, object, graph].into_iter().flatten()
}

/// The quad as the "hash first degree quads" step sees it: the node itself is `_:a`, any other one `_:z`.
fn seen_from(node: BlankNodeRef<'_>, quad: QuadRef<'_>) -> String {
    let name = |other: BlankNodeRef<'_>| if other == node { "_:a" } else { "_:z" };
    let subject = match quad.subject {
        NamedOrBlankNodeRef::BlankNode(other) => name(other).to_owned(),
        NamedOrBlankNodeRef::NamedNode(named) => named.to_string(),
    };
    let object = match quad.object {
        TermRef::BlankNode(other) => name(other).to_owned(),
        other => other.to_string(),
    };
    let graph = match quad.graph_name {
        GraphNameRef::BlankNode(other) => name(other).to_owned(),
        other => other.to_string(),
    };
    format!("{subject} {} {object} {graph}", quad.predicate)
}

#[cfg(test)]
mod tests {
    use oxrdf::{BlankNode, GraphName, NamedNode, Quad};

    use super::*;

    /// `n` blank nodes, each linked to every other one: nothing tells them apart.
    fn clique(n: usize) -> Dataset {
        let nodes: Vec<BlankNode> = (0..n).map(|i| BlankNode::new(format!("n{i}")).unwrap()).collect();
        let link = NamedNode::new("https://example.org/link").unwrap();
        let mut dataset = Dataset::new();
        for from in &nodes {
            for to in nodes.iter().filter(|to| *to != from) {
                dataset.insert(&Quad::new(
                    from.clone(),
                    link.clone(),
                    to.clone(),
                    GraphName::DefaultGraph,
                ));
            }
        }
        dataset
    }

    #[test]
    fn small_ties_pass_and_poison_does_not() {
        assert_eq!(steps(&clique(1)), 0);
        assert!(check(&clique(3)).is_ok());
        for n in [5, 8, 10, 40] {
            assert_eq!(
                check(&clique(n)),
                Err(CanonicalError::TooMuchWork),
                "clique of {n}"
            );
        }
    }

    #[test]
    fn ties_that_are_not_linked_cost_next_to_nothing() {
        let mut dataset = Dataset::new();
        let about = NamedNode::new("https://example.org/about").unwrap();
        for i in 0..500 {
            let leaf = BlankNode::new(format!("leaf{i}")).unwrap();
            dataset.insert(&Quad::new(
                about.clone(),
                about.clone(),
                leaf,
                GraphName::DefaultGraph,
            ));
        }
        assert_eq!(steps(&dataset), 500);
    }
}
