//! Identifiers of people, companies, vehicles and documents: checked without asking anyone.

pub mod check;
mod verdict;
