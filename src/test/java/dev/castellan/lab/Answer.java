package dev.castellan.lab;

/// How a program ended and what it said, on both voices.
public record Answer(int code, String output) {}
