// Preloaded into webr's workers: the clock starts when a sandbox's does, so that both print the same dates.
const START = Date.UTC(2026, 0, 2);
const began = performance.now();
Date.now = () => START + (performance.now() - began);
