import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'

/** The sections of a config file as the AWS SDK for JavaScript reads them. */
export async function readByJavaScript(
  text: string,
): Promise<Record<string, Record<string, string | undefined>>> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-config-'))
  try {
    const configFilepath = join(folder, 'config')
    writeFileSync(configFilepath, text)
    const filepath = join(folder, 'none')
    return (await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true })).configFile
  } finally {
    rmSync(folder, { recursive: true })
  }
}
