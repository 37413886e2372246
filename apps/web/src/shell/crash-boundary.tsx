import { Component, type ReactNode } from 'react'
import { CrashPage } from './error-pages.tsx'

interface CrashBoundaryProps {
  /** Another value is another page: it gets its own chance. */
  readonly resetKey: string
  readonly children: ReactNode
}

/** Keeps a page that breaks from taking the others with it. React knows no other way than a class. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly error: unknown }> {
  override state = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate({ resetKey }: CrashBoundaryProps): void {
    if (resetKey !== this.props.resetKey && this.state.error !== undefined)
      this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === undefined ? this.props.children : <CrashPage error={error} />
  }
}
