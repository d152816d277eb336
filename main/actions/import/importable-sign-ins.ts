/**
 * How many sign-ins of the AWS CLI there are to take over. Only looks, and needs no vault.
 *
 * @module
 */
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { type ScanDependencies, scanCliCaches } from './import-scan.ts'

export type CountImportable = (asking: Asking) => Promise<number>

export function countImportable(
  dependencies: ScanDependencies & { readonly awsFiles: Pick<AwsFiles, 'read'> },
): CountImportable {
  return async (asking) => {
    const { shared } = await dependencies.awsFiles.read(asking)
    const { logins, tokens } = await scanCliCaches(dependencies, asking, shared)
    return logins.length + tokens.length
  }
}
