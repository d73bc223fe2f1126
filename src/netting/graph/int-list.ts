/** A growable list of 32-bit integers in a typed array. */
export class IntList {
  #items = new Int32Array(1024)
  length = 0

  push(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(2 * this.length)
      larger.set(this.#items)
      this.#items = larger
    }
    this.#items[this.length++] = item
  }

  values(): Int32Array {
    return this.#items.subarray(0, this.length)
  }
}
