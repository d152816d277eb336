import type { ListingProgress } from '../../actions/accounts/account-list.ts'
import type { TerminalIo, TerminalRequest } from './request.ts'

export interface ListingProgressLine {
  show(progress: ListingProgress): void
  /** Takes the line away, so that what comes next stands alone. */
  end(): void
}

/** In a file or a pipe: at most this many lines for a whole listing, beside those while its length is not known. */
const mostLines = 10
const clearLine = '\u001b[K'

/**
 * How far a listing is, on stderr: one line that changes on a terminal, a few lines anywhere else.
 */
export function listingProgress(io: Pick<TerminalIo, 'err'>, request: TerminalRequest): ListingProgressLine {
  return request.isTerminal.stderr && request.env.TERM !== 'dumb' ? changingLine(io) : plainLines(io)
}

function changingLine(io: Pick<TerminalIo, 'err'>): ListingProgressLine {
  let shown = ''
  return {
    show(progress) {
      const text = progressText(progress)
      if (text === shown) return
      shown = text
      io.err(`\r${text}${clearLine}`)
    },
    end() {
      if (shown !== '') io.err(`\r${clearLine}`)
      shown = ''
    },
  }
}

function plainLines(io: Pick<TerminalIo, 'err'>): ListingProgressLine {
  let shown = -1
  return {
    show(progress) {
      const { accountsDone, accountsTotal } = progress
      // While the accounts are being listed, nobody knows how many there will be.
      const step = accountsTotal === 0 ? mostLines : Math.floor((accountsDone / accountsTotal) * mostLines)
      if (step <= shown) return
      shown = step
      io.err(`${progressText(progress)}\n`)
    },
    end() {},
  }
}

function progressText({ accountsDone, accountsTotal, rolesFound }: ListingProgress): string {
  return `Reading from AWS: ${accountsDone} of ${accountsTotal} accounts, ${rolesFound} roles`
}
