//! What every store must keep, whatever database it is on: the promises of `spyrales_core::store`, each a
//! function named as a sentence.
//!
//! A database brings a [`Database`] and calls [`conformance_suite`](crate::conformance_suite), which makes a
//! test of each promise.

pub mod accounts;
pub mod audit;
pub mod closing;
pub mod credentials;
pub mod drafts;
pub mod identities;
pub mod log;
pub mod organisations;
pub mod packs;
pub mod queue;
pub mod regrades;
pub mod reports;
pub mod sessions;
pub mod sharing;
pub mod statistics;
pub mod statuses;
pub mod submissions;
mod world;

use std::sync::Arc;

use async_trait::async_trait;
use spyrales_core::store::Store;

pub use world::{World, at, grading, source_of};

/// An empty database of its own, that any number of handles may open.
#[async_trait]
pub trait Database: Send + Sync {
    /// Opens it as another process would.
    async fn open(&self) -> Arc<dyn Store>;

    /// From now on the database refuses every insert into a table: what a use case wrote before must not stay.
    async fn refuse_inserts(&self, table: &str);
}

/// One test per promise. `$fresh` makes an empty [`Database`].
#[macro_export]
macro_rules! conformance_suite {
    ($fresh:expr) => {
        $crate::conformance_suite! { @rooms $fresh;
            accounts {
                a_name_is_taken_once,
                of_many_accounts_of_one_name_at_once_one_is_made,
                an_account_is_made_with_its_password_its_token_and_its_event_or_not_at_all,
                accounts_that_are_made_together_are_all_made_or_none,
                a_token_stands_for_its_person_until_it_expires,
                a_token_needs_its_person,
                a_token_is_listed_with_its_scope_until_its_person_withdraws_it,
                people_and_tokens_outlive_the_handle_that_wrote_them,
            }
            audit {
                events_come_back_newest_first_without_gaps,
                a_role_changes_on_record_and_the_last_administrator_stays,
                a_role_whose_event_is_refused_stays,
                of_many_administrators_who_leave_at_once_one_stays,
                people_are_found_by_a_part_of_their_name_or_address,
            }
            closing {
                an_erased_account_gets_nothing_more,
                of_many_acts_and_an_erasure_at_once_nothing_is_left,
                a_closed_account_lets_nobody_in_until_it_is_opened_again,
                the_last_administrator_is_not_closed,
                of_many_administrators_who_close_each_other_one_stays,
                somebody_is_signed_out_everywhere,
                a_new_password_withdraws_every_token,
                a_token_or_a_first_password_asks_for_who_is_there,
                the_use_of_a_token_is_noted_by_the_hour,
                an_erased_name_is_on_no_record,
            }
            identities {
                an_identity_opens_one_account_however_often_it_comes,
                an_address_that_is_known_makes_and_links_nothing,
                a_newcomer_needs_a_name_of_their_own,
                of_many_arrivals_at_once_one_makes_the_account,
                an_identity_is_linked_to_one_account,
                of_many_accounts_at_once_one_gets_the_identity,
                a_link_whose_event_is_refused_is_none,
            }
            organisations {
                an_organisation_has_its_name_and_its_establishments_to_itself,
                organisations_are_found_by_a_part_of_their_name_or_number,
                a_person_is_in_one_organisation_and_is_put_into_another_on_record,
                the_provider_has_the_last_word_and_makes_what_is_not_there,
                an_organisation_becomes_part_of_another_or_goes_empty,
                of_many_organisations_of_one_name_at_once_one_is_added,
                of_many_arrivals_at_once_one_makes_the_organisation,
                an_organisation_whose_event_is_refused_stays_as_it_is,
                heads_are_counted_once_and_forgotten_with_their_account,
            }
            sessions {
                a_session_is_its_persons_until_it_ends,
                a_session_that_ran_out_is_remembered_for_a_while,
                a_new_password_ends_every_session,
                a_password_is_changed_by_whom_it_is_and_reset_on_record,
                a_password_whose_event_is_refused_stays,
                of_many_changes_of_a_password_at_once_one_is_made,
            }
            drafts {
                a_draft_is_kept_for_its_person_and_exercise,
                two_windows_never_overwrite_each_other_unasked,
                of_many_windows_at_once_one_is_kept, drafts_have_a_quota_per_account,
            }
            packs {
                a_published_version_never_changes,
                of_many_who_publish_a_version_at_once_one_does,
                a_version_is_published_on_record_or_not_at_all,
                the_current_version_is_the_highest_not_the_latest,
                files_come_back_byte_for_byte,
                a_draft_is_apart_until_it_is_published_as_the_highest_version,
                of_many_who_publish_drafts_at_once_the_highest_is_offered,
                a_retired_version_is_no_longer_offered_and_still_there,
                of_many_who_retire_a_version_at_once_one_does,
            }
            reports {
                a_report_waits_for_its_answer_and_its_author_reads_it,
                a_person_has_so_many_reports_waiting_and_no_more,
                a_report_is_answered_on_record_or_not_at_all,
                an_erased_account_takes_its_reports_along,
            }
            regrades {
                a_regrade_stands_beside_what_counts_until_it_is_applied,
                nobody_loses_unless_it_is_wanted,
                applying_twice_changes_nothing,
                a_discarded_regrade_changes_nothing_and_makes_room_for_another,
                of_many_who_start_or_end_a_regrade_at_once_one_does,
                a_regrade_is_applied_wholly_or_not_at_all,
                a_neutralised_exercise_is_marked_for_those_who_submitted,
                a_regrade_is_leased_like_any_grading_and_outlives_its_workers,
                what_cannot_be_graded_once_more_keeps_what_it_had,
                an_erased_account_is_in_no_regrade,
                an_erased_account_leaves_nothing_that_its_code_said,
                a_version_that_is_not_published_is_refused,
            }
            statistics {
                attempts_come_with_their_checks_and_without_their_authors_names,
                only_learners_count,
            }
            submissions {
                a_submission_and_its_job_come_together,
                a_submission_without_its_job_is_nothing,
                the_same_key_makes_one_submission_however_many_ask_at_once,
                a_key_is_refused_for_other_code_and_belongs_to_its_person,
                nobody_sees_the_submission_of_another,
                a_person_waits_with_so_many_and_no_more,
                of_many_submissions_at_once_no_more_are_taken_than_may_be,
                a_person_has_so_many_attempts_a_day,
                what_was_set_aside_is_no_attempt,
                what_was_set_aside_as_an_attempt_is_one,
                what_was_cancelled_is_no_attempt_and_nobodys_job,
                a_hint_is_opened_by_its_person_and_stays_open,
                code_is_found_by_its_digest,
                lists_are_newest_first_and_page_without_gaps,
                an_unknown_person_is_refused_and_nothing_is_stored,
            }
            queue {
                jobs_are_taken_in_order_of_arrival,
                concurrent_workers_never_get_the_same_job,
                a_lease_that_ran_out_goes_to_the_next_and_the_first_owner_writes_nothing,
                a_renewed_lease_is_not_taken_over,
                a_released_job_is_taken_again_and_set_aside_after_the_last_attempt,
                a_job_that_is_tried_later_comes_after_those_that_wait_and_counts_in_the_end,
                a_job_whose_leases_all_ran_out_is_set_aside,
                a_job_is_completed_once_however_often_it_is_told,
                of_many_words_about_a_lease_one_is_heard,
                a_grading_and_the_end_of_its_job_come_together,
                a_lease_carries_the_submission_bit_for_bit,
                the_record_comes_back_as_it_was_written,
                the_best_result_is_the_largest_share_and_the_earliest_of_equals,
            }
            credentials {
                one_certificate_per_person_segment_level_and_version,
                a_person_who_asks_many_times_has_one_certificate_signed,
                a_certificate_is_stored_with_all_that_goes_with_it_or_not_at_all,
                a_certificate_never_says_otherwise_than_its_achievement,
                an_erased_account_gets_no_certificate,
                certificates_come_back_byte_for_byte_newest_first,
                a_published_achievement_never_changes,
                changes_of_keys_are_on_record_together,
            }
            log {
                a_certificate_and_its_entry_come_together_or_not_at_all,
                many_at_once_leave_no_gap,
                a_checkpoint_of_a_size_is_signed_once,
                many_who_ask_for_the_checkpoint_at_once_are_given_the_same,
                the_size_at_a_time_counts_what_came_before,
            }
            statuses {
                a_place_is_given_once,
                a_status_is_the_last_change_and_nothing_comes_after_revocation,
                of_many_who_change_a_status_at_once_nothing_follows_a_revocation,
                a_status_changes_on_record_or_not_at_all,
                a_list_has_the_positions_of_its_certificates_with_that_status,
            }
            sharing {
                a_name_is_hidden_until_its_holder_shows_it,
                a_link_shows_its_certificate_until_it_expires_or_is_withdrawn,
                many_links_may_be_made_and_withdrawn_at_once,
                a_transcript_is_shown_to_its_holder_and_through_links,
                an_erased_account_leaves_no_name_no_token_and_no_nonce,
            }
        }
    };
    (@rooms $fresh:expr; $($room:ident { $($promise:ident,)* })*) => {
        $(mod $room {
            use super::*;

            $(#[tokio::test(flavor = "multi_thread")]
            async fn $promise() {
                $crate::conformance::$room::$promise(&$fresh).await;
            })*
        })*
    };
}
