/**
 * The releases from which on Electron checks its archive in every way that is known (CVE-2023-44402, CVE-2025-55305), by
 * major line; every later line has it.
 */
const floors: readonly (readonly [major: number, minor: number, patch: number])[] = [
  [35, 7, 5],
  [36, 8, 1],
  [37, 3, 1],
]
const firstSafeMajor = 38

/** Whether this Electron is one that Signet starts on (T20). What is no plain version is not. */
export function isPatchedElectron(version: string | undefined): boolean {
  const parts = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/
    .exec(version ?? '')
    ?.slice(1)
    .map(Number)
  const [major = 0, minor = 0, patch = 0] = parts ?? []
  if (major >= firstSafeMajor) return true
  const floor = floors.find(([line]) => line === major)
  return floor !== undefined && (minor > floor[1] || (minor === floor[1] && patch >= floor[2]))
}
