/** The last index below `length` for which `holds`, which does up to some index and not from there on; -1 where there is none. */
export function lastWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low - 1
}
