/**
 * `doctor` on the AWS CLI's own sign-ins: what lies open, what Signet could take over, and files that nothing can read any
 * more.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'
import type { AwsFiles } from '../config/aws-files.ts'
import type { Check } from '../upkeep/diagnose.ts'
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

/** The AWS CLI keeps its own sign-ins as files that any program can read; Signet never does. */
export function cliCachesCheck(
  dependencies: ScanDependencies & { readonly awsFiles: Pick<AwsFiles, 'read'> },
): Check {
  const subject = 'AWS CLI sign-ins'
  return {
    subject,
    async look(asking) {
      const { shared } = await dependencies.awsFiles.read(asking)
      const { logins, tokens, registrations, skipped } = await scanCliCaches(dependencies, asking, shared)
      const findings = skipped.map(({ path, fault }): FindingView => {
        const text = `${path} ${cacheFaultWords[fault]}`
        if (fault === 'foreign') return { subject, verdict: 'note', text, advice: null }
        return { subject, verdict: 'warning', text, advice: advice(fault) }
      })
      const signIns = logins.length + tokens.length
      if (signIns > 0) return [...findings, { subject, verdict: 'warning', ...takeOver(signIns) }]
      if (registrations.length > 0) {
        return [...findings, { subject, verdict: 'note', ...leftOver(registrations.length) }]
      }
      const none = { subject, verdict: 'ok', text: 'none kept in the clear', advice: null } as const
      return findings.length > 0 ? findings : [none]
    },
  }
}

/** Signing out with the AWS CLI would end at AWS what Signet has taken over, so the files are deleted. */
function takeOver(count: number): Pick<FindingView, 'text' | 'advice'> {
  const what = count === 1 ? '1 sign-in of the AWS CLI is' : `${count} sign-ins of the AWS CLI are`
  return {
    text: `${what} in the clear, readable to any program of yours; Signet could take ${count === 1 ? 'it' : 'them'} over`,
    advice:
      'See what there is: signet import --dry-run. Take over with "signet import", then delete the files.',
  }
}

function leftOver(count: number): Pick<FindingView, 'text' | 'advice'> {
  const what = count === 1 ? '1 client registration' : `${count} client registrations`
  return { text: `${what} of the AWS CLI, without a sign-in`, advice: 'Nothing needs to be done.' }
}

function advice(fault: SkippedFile['fault']): string {
  return fault === 'unreadable'
    ? 'Check the owner and permissions of the file and its folder.'
    : 'The AWS CLI fails over it. Delete the file, then sign in again.'
}
