/** What the scenarios read of a release; planning answers more. */
export interface ReleaseView {
  readonly status: string;
  readonly approval: { readonly status: string; readonly approvers: readonly string[] };
  readonly flow: FlowView;
}

export interface FlowView {
  readonly status: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly met: Readonly<Record<string, { readonly type?: string; readonly evidence?: readonly object[] }>>;
  readonly outputs: Readonly<Record<string, object>>;
  readonly gates: Readonly<Record<string, string>>;
  readonly exceptions: Readonly<Record<string, ExceptionView>>;
  readonly holds: Readonly<Record<string, unknown>>;
  readonly waitsFor: readonly Waiting[];
}

export interface ExceptionView {
  readonly exceptionId: string;
  readonly kind: string;
  readonly status: string;
  readonly items: readonly string[];
  readonly requestedBy: string;
  readonly confirmedBy?: string;
}

export interface Waiting {
  readonly step: string;
  readonly status: string;
  readonly since?: string;
  readonly deadline?: string;
  readonly missing: readonly WaitedFor[];
}

export interface WaitedFor {
  readonly id: string;
  readonly whoCanAct?: readonly string[];
}

export interface IssueView {
  readonly raised: { readonly issueId: string; readonly title: string };
  readonly deadline?: string;
}

export interface DeploymentView {
  readonly status: string;
  readonly plan: { readonly phases: readonly number[] };
  readonly failedChecks: readonly { readonly name: string }[];
}
