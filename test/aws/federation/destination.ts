/** Where each partition has its console. */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
}

/** Whether an address is one of the console of a partition, as it must be in a login. */
export function isConsoleAddress(address: string, partition: string): boolean {
  const host = hosts[partition]
  if (host === undefined || !URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return false
  const region = url.hostname.endsWith(`.${host}`) ? url.hostname.slice(0, -host.length - 1) : undefined
  return url.hostname === host || (region !== undefined && /^[a-z]{2,8}(-[a-z]+)+-\d+$/.test(region))
}
