/** workers: long computations outside the event loop, in threads of their own. */
export { openCalculator } from './pool.ts'
