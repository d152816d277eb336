/** The functions for PowerShell 5.1 and later. */
export function powershellText(self: readonly string[]): string {
  const [program = '', ...words] = self.map(quoted)
  return `# Signet's functions. In $PROFILE: signet shell-init powershell | Out-String | Invoke-Expression
function global:__signet_run { & ${[program, ...words].join(' ')} @args }

function global:signet {
  if ($args.Count -gt 0 -and $args[0] -eq 'use' -and $args -contains '--here') {
    $rest = @($args | Select-Object -Skip 1)
    __signet_here @rest
  } else {
    __signet_run @args
  }
}

function global:__signet_put([string] $name, [string] $value) {
  if ($value) { Set-Item -LiteralPath "Env:$name" -Value $value }
  elseif (Test-Path -LiteralPath "Env:$name") { Remove-Item -LiteralPath "Env:$name" }
}

function global:__signet_here {
  $names = 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION'
  if ($args -contains '--off') {
    if (-not $global:__signet_own) { Write-Error 'signet: this terminal has no profile from "signet use --here".'; return }
    foreach ($name in $names) { __signet_put $name $global:__signet_own[$name] }
    $global:__signet_own = $null
    return
  }
  if ($args -contains '--help') { __signet_run use --help; return }
  $answer = __signet_run use @args --for-shell
  if ($LASTEXITCODE -ne 0) { return }
  $found = @{}
  foreach ($line in $answer) {
    $at = $line.IndexOf('=')
    if ($at -gt 0) { $found[$line.Substring(0, $at)] = $line.Substring($at + 1) }
  }
  if (-not $found['profile']) { return }
  if (-not $global:__signet_own) {
    $global:__signet_own = @{}
    foreach ($name in $names) { $global:__signet_own[$name] = [Environment]::GetEnvironmentVariable($name) }
  }
  __signet_put 'AWS_PROFILE' $found['profile']
  # Python's tools take this one first.
  __signet_put 'AWS_DEFAULT_PROFILE' ''
  foreach ($name in 'AWS_REGION', 'AWS_DEFAULT_REGION') {
    if ($found['region']) { __signet_put $name $found['region'] } else { __signet_put $name $global:__signet_own[$name] }
  }
  if ($env:AWS_ACCESS_KEY_ID) {
    Write-Warning 'AWS_ACCESS_KEY_ID is set in this terminal, and most tools take it before any profile.'
  }
}

# For your prompt function, if you want it there: the profile of this terminal, and whether it is production.
function global:signet_prompt {
  $answer = __signet_run prompt 2>$null
  if ($answer) { "($answer) " }
}

Register-ArgumentCompleter -Native -CommandName signet -ScriptBlock {
  param($word, $line, $position)
  $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString().Trim("'", '"') })
  if (-not $word) { $words += '' }
  __signet_run complete -- @words 2>$null | ForEach-Object {
    $text = if ($_ -match '^[\\w./:@%+=-]+$') { $_ } else { "'" + $_.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
  }
}
`
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "''")}'`
}
