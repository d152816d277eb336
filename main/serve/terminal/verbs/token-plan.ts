import type { TokenPlanView } from '../../../../preload/contract/token-views.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import type { VerbContext } from '../verb.ts'

/**
 * What is about to be asked: the whole answer of a dry run, and else a line for a person who watches. A tool that reads
 * the output gets nothing of it.
 */
export function showTokenPlan(
  plan: TokenPlanView,
  { isDryRun, json }: { readonly isDryRun: boolean; readonly json: boolean },
  { io, request }: Pick<VerbContext, 'io' | 'request'>,
): void {
  const { operation, profile, region, host, resource, durationSeconds } = plan
  const what = [
    resource === null ? '' : ` for ${printable(resource)}`,
    durationSeconds === null ? '' : `, for ${durationSeconds} s`,
  ].join('')
  const line = `${operation}${what}, asked of ${printable(host)} (${printable(region)}) with profile ${printable(profile)}.\n`
  if (isDryRun) io.out(json ? `${printableJson(plan)}\n` : `Would send ${line}Nothing was sent.\n`)
  else if (request.isTerminal.stderr && !json) io.err(line)
}
