package dev.castellan.measure;

import java.util.Optional;

/// How busy a machine was while it was measured. Shares are of 1; empty is what it does not tell.
///
/// @param busy of all its processors
/// @param stolen time that its hypervisor gave to others
/// @param disk the busiest disk's share of time with work
/// @param link the busiest network link's share of its speed
public record Strain(
        int cores, Optional<Double> busy, Optional<Double> stolen, Optional<Double> disk, Optional<Double> link) {}
