/** Where the window is at home. Nothing else is ever loaded into it. */
export const pageOrigin = 'app://ui'
export const pageAddress = `${pageOrigin}/index.html`

/** Whether the window may ask for an address at all (D3). */
export function mayLoad(address: string, isPackaged: boolean): boolean {
  if (address.startsWith(`${pageOrigin}/`)) return true
  return !isPackaged && address.startsWith('devtools://')
}
