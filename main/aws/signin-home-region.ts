/** Regions of the partitions whose Sign-In documentation names no home region. Any other name is of the partition `aws`. */
const otherPartition =
  /^(?:cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc-[a-z]+|aws-(?:cn|us-gov|iso(?:-[a-z])?|eusc))-/

/**
 * Where changes to console authorization and the sign-in resource policy are made: they spread from there within minutes,
 * and are refused elsewhere. In the partition `aws` that is us-east-1; where AWS documents none, the region given.
 */
export function homeRegionOf(region: string): string {
  return otherPartition.test(region) ? region : 'us-east-1'
}
