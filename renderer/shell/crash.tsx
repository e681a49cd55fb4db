/** What stands in the window after a bug in it: nothing of the application is lost, and a reload brings it back. */
import { Component, type ErrorInfo, type ReactNode } from 'react'
import type { LanyardApi } from '../../shared/contract.ts'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'

interface Props {
  readonly api: LanyardApi
  readonly children: ReactNode
}

interface State {
  readonly failed: boolean
  /** By which the error is found in the log, once it stands there. */
  readonly report: string | null
}

/** Characters that the application takes of an error's message and of its stack. */
const longest = { message: 2000, stack: 16_000 }

export class Crash extends Component<Props, State> {
  override state: State = { failed: false, report: null }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo) {
    void this.record(thrown, info.componentStack ?? '')
  }

  /** Without a link to the application the page stands there all the same. */
  async record(thrown: unknown, components: string): Promise<void> {
    const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
    const recorded = await this.props.api
      .call('log.record', {
        message: String(thrown).slice(0, longest.message),
        stack: `${stack}\nComponents:${components}`.slice(0, longest.stack),
      })
      .catch(() => null)
    if (recorded?.ok) this.setState({ report: recorded.value.report })
  }

  override render() {
    if (!this.state.failed) return this.props.children
    const { report } = this.state
    return (
      <EmptyState
        icon="warning"
        title="This window broke"
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Load it again
          </Button>
        }
      >
        Your files and sign-ins are untouched. If it happens again, send what you did and the problem report that
        Settings copies, or <code>lanyard log</code> prints{report === null ? '' : ` (report ${report})`}.
      </EmptyState>
    )
  }
}
