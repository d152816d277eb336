import { readConfigFile } from '../../config/config-file.ts'
import { lastSharedConfig } from '../../config/last-shared-config.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Asking, AwsFiles } from './aws-files.ts'

/**
 * Reads the AWS config at each ask, and takes it apart only when its text is another one: who uses a profile that stands
 * there alone asks again and again.
 *
 * @param own - Whose config counts where nobody says.
 */
export function configReader(
  files: Files,
  awsFiles: Pick<AwsFiles, 'locations'>,
  own: Asking,
): (asking: Asking | undefined) => Promise<SharedConfig> {
  const sharedOf = lastSharedConfig()
  return async (asking = own) => {
    const { configPath, credentialsPath } = awsFiles.locations(asking)
    const [{ text: config }, { text: credentials }] = await Promise.all([
      readConfigFile(files, configPath),
      readConfigFile(files, credentialsPath),
    ])
    return sharedOf(config, credentials)
  }
}
