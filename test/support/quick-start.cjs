// WebAssembly is compiled once, quickly, and not again while it runs.
require('node:v8').setFlagsFromString('--liftoff-only')
