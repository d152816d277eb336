import { shell } from 'electron'
import { outsideAddress } from './decisions/outside-address.ts'

/** SECURITY (T17): the only place that hands an address to the system. False for what is no page of AWS. */
export async function openOutside(address: string, origins: readonly string[]): Promise<boolean> {
  const url = outsideAddress(address, origins)
  if (url === undefined) return false
  try {
    await shell.openExternal(url.href)
    return true
  } catch {
    return false
  }
}
