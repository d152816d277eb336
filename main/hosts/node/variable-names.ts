import { readFileSync } from 'node:fs'
import process from 'node:process'

/**
 * Names of the variables that a process was started with. SECURITY: no value leaves here.
 *
 * @returns undefined where the system does not tell, and for a process of somebody else.
 */
export function variableNames(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): readonly string[] | undefined {
  if (platform !== 'linux' || !Number.isSafeInteger(pid) || pid < 2) return undefined
  let bytes: Buffer | undefined
  try {
    bytes = readFileSync(`/proc/${pid}/environ`)
    return namesIn(bytes)
  } catch {
    return undefined
  } finally {
    bytes?.fill(0)
  }
}

/** Taken from the bytes, so that no value becomes a string. */
function namesIn(bytes: Buffer): readonly string[] {
  const names: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0, start)
    const end = found < 0 ? bytes.length : found
    const equals = bytes.indexOf(0x3d, start)
    // An empty value is as good as none, for every AWS tool.
    if (equals > start && equals < end - 1) names.push(bytes.toString('utf8', start, equals))
    start = end + 1
  }
  return names
}
