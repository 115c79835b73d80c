import { AcceptanceConfirmed, AcceptancePlanned, TrainingProvided } from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import type { AcceptanceCommand, PlanAcceptance, ProvideTraining } from './acceptance.commands.js';
import { mayProvideTraining, type AcceptanceRejection } from './acceptance.policy.js';
import { acceptedRatio, evolve, initialState, type AcceptanceEvent, type AcceptanceState } from './acceptance.state.js';
import { recorded } from './cases.js';
import { mayRecordCase } from './cases.policy.js';
import { addressed, raised, resolved } from './concerns.js';
import { mayRaise, mayResolve, mayReview } from './concerns.policy.js';
import { collected } from './feedback.js';
import { mayConclude } from './feedback.policy.js';
import { mayConfirm } from './may-confirm.policy.js';
import { mayPlan } from './may-plan.policy.js';

/** The acceptance of a release by its users: cases, training, feedback, concerns, and the word of the owner. */
export const acceptance: Decider<AcceptanceState, AcceptanceCommand, AcceptanceEvent, AcceptanceRejection> = {
  category: 'acceptance',
  initialState,
  evolve,
  decide(command, state, context) {
    switch (command.type) {
      case 'PlanAcceptance':
        return firstRejection(mayPlan, command, state, context) ?? [planned(command)];
      case 'RecordCase':
        return firstRejection(mayRecordCase, command, state, context) ?? recorded(command, state);
      case 'ProvideTraining':
        return firstRejection(mayProvideTraining, command, state, context) ?? [trained(command)];
      case 'ConcludeFeedback':
        return firstRejection(mayConclude, command, state, context) ?? collected(command);
      case 'RaiseConcern':
        return firstRejection(mayRaise, command, state, context) ?? raised(command, state);
      case 'ResolveConcern':
        return firstRejection(mayResolve, command, state, context) ?? resolved(command);
      case 'ReviewConcerns':
        return firstRejection(mayReview, command, state, context) ?? addressed(command, state);
      case 'ConfirmAcceptance':
        return firstRejection(mayConfirm, command, state, context) ?? [confirmed(command.releaseId, state)];
    }
  },
};

function planned({ releaseId, owner, asked, threshold, cases }: PlanAcceptance): AcceptancePlanned {
  const named = cases.map(({ id, title, workflow }) => ({ id, title, workflow }));
  const users = asked === undefined ? {} : { asked };
  return AcceptancePlanned.of({ releaseId, owner, ...users, threshold, cases: named });
}

const trained = ({ releaseId, evidence }: ProvideTraining): TrainingProvided =>
  TrainingProvided.of({ releaseId, evidence: [...evidence] });

/** With its true share, also where an exception lets it be below the threshold. */
function confirmed(releaseId: string, { owner = '', cases }: AcceptanceState): AcceptanceConfirmed {
  return AcceptanceConfirmed.of({ releaseId, owner, ratio: acceptedRatio(cases) ?? 0 });
}
