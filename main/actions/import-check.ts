/**
 * `doctor` on the AWS CLI's own sign-ins: files that nothing can read any more, and what Signet could take over.
 *
 * @module
 */
import type { FindingView } from '../../preload/contract/views.ts'
import type { AwsFiles } from './aws-files.ts'
import type { Check } from './diagnose.ts'
import { type ScanDependencies, type SkippedFile, scanCliCaches } from './import-scan.ts'

/** What is wrong with a cache file, in words that quote nothing of it. */
export const cacheFaultWords: Readonly<Record<SkippedFile['fault'], string>> = {
  torn: 'is empty or cut short',
  'not-json': 'is damaged',
  foreign: 'is not a sign-in of the AWS CLI',
  incomplete: 'has no whole sign-in in it',
  'key-unusable': 'has a key that cannot be used',
  unreadable: 'cannot be read',
}

export function cliCachesCheck(
  dependencies: ScanDependencies & { readonly awsFiles: Pick<AwsFiles, 'read'> },
): Check {
  const subject = 'AWS CLI sign-ins'
  return {
    subject,
    async look(asking) {
      const { shared } = await dependencies.awsFiles.read(asking)
      const { logins, tokens, skipped } = await scanCliCaches(dependencies, asking, shared)
      const findings = skipped.map(({ path, fault }): FindingView => {
        const text = `${path} ${cacheFaultWords[fault]}`
        if (fault === 'foreign') return { subject, verdict: 'note', text, advice: null }
        return { subject, verdict: 'warning', text, advice: advice(fault) }
      })
      const count = logins.length + tokens.length
      if (count === 0) return findings
      const text = `${count} sign-in${count === 1 ? '' : 's'} that Signet could take over`
      return [...findings, { subject, verdict: 'note', text, advice: 'See them: signet import --dry-run' }]
    },
  }
}

function advice(fault: SkippedFile['fault']): string {
  return fault === 'unreadable'
    ? 'Check the owner and permissions of the file and its folder.'
    : 'The AWS CLI fails over it. Delete the file, then sign in again.'
}
