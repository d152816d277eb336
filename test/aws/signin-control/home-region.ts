const homes: readonly (readonly [start: string, home: string])[] = [
  ['cn-', 'cn-north-1'],
  ['us-gov-', 'us-gov-west-1'],
  ['eusc-', 'eusc-de-east-1'],
]

/** Where changes are taken, for the partition of a region. AWS documents that of the commercial partition alone. */
export function homeRegion(region: string): string {
  return homes.find(([start]) => region.startsWith(start))?.[1] ?? 'us-east-1'
}
