/** Nodes by whole-number distance, as Dial's algorithm reads them: bucket after bucket, each in order of arrival. */
export type Buckets = (number[] | undefined)[]

export function putInto(buckets: Buckets, distance: number, node: number): void {
  const bucket = buckets[distance]
  if (bucket === undefined) buckets[distance] = [node]
  else bucket.push(node)
}
