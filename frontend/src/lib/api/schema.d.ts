// Generated from the OpenAPI of the API by `npm run types`. Do not edit.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the process lives
         * @description Tell whether the process lives; it asks nobody. `AliveFirst` answers it: this describes it.
         */
        get: operations["answer_alive_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether it can work
         * @description Tell whether it can work: PostgreSQL takes writes, Redis answers; the Graph API is not asked.
         */
        get: operations["answer_ready_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the first user is still to be created
         * @description Tell whether the first user is still to be created. Needs no authentication.
         */
        get: operations["show_setup_api_auth_setup_get"];
        put?: never;
        /**
         * Create the super admin, once, with the code that `relance up` prints
         * @description Create the super admin, once, with the code that `relance up` prints; and log in.
         */
        post: operations["set_up_api_auth_setup_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Log in; its cookie comes with the answer. Failures are limited per account and address.
         */
        post: operations["log_in_api_auth_login_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Log out; without a session nothing happens.
         */
        post: operations["log_out_api_auth_logout_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the current user or key
         * @description Show the current user or key.
         */
        get: operations["show_me_api_auth_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your own password
         * @description Change your own password; your other sessions end, and this one's cookie is a new one.
         */
        post: operations["change_password_api_auth_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm your password
         * @description Confirm your password: for 15 minutes users and keys may be managed. A login does the same.
         */
        post: operations["confirm_api_auth_confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your own sessions
         * @description List your own sessions.
         */
        get: operations["list_sessions_api_auth_sessions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End another of your sessions
         * @description End another of your sessions.
         */
        delete: operations["end_session_api_auth_sessions__session_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users by name
         * @description List users by name.
         */
        get: operations["list_users_api_users_get"];
        put?: never;
        /**
         * Create a user, who can log in at once
         * @description Create a user, who can log in at once.
         */
        post: operations["create_user_api_users_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a user
         * @description Show a user.
         */
        get: operations["show_user_api_users__user_id__get"];
        /**
         * Replace a user
         * @description Replace a user: without `disabled` one who may log in. As PATCH in all else.
         */
        put: operations["replace_user_api_users__user_id__put"];
        post?: never;
        /**
         * Delete a user
         * @description Delete a user; not the last super admin (409). What they made stays.
         */
        delete: operations["delete_user_api_users__user_id__delete"];
        options?: never;
        head?: never;
        /**
         * Update a user
         * @description Update a user: name, role, disabled or enabled, password; it counts from their next request on.
         *
         *     A new password and disabling end their sessions. The last super admin can be neither disabled nor
         *     demoted (409). One's own password is changed by `POST /api/auth/password`, with the current one.
         */
        patch: operations["update_user_api_users__user_id__patch"];
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, newest first, revoked and expired ones included
         * @description List API keys, newest first, revoked and expired ones included.
         */
        get: operations["list_api_keys_api_api_keys_get"];
        put?: never;
        /**
         * Create an API key
         * @description Create an API key. The answer holds it, and nothing shows it again.
         */
        post: operations["create_api_key_api_api_keys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an API key, without the key itself
         * @description Show an API key, without the key itself.
         */
        get: operations["show_api_key_api_api_keys__key_id__get"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Revoke an API key: its next request is refused. It stays in the list.
         */
        delete: operations["revoke_api_key_api_api_keys__key_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installation/restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the database went back to an earlier state, and what was answered
         * @description Tell whether the database went back to an earlier state, and what was answered.
         */
        get: operations["show_restored_api_installation_restored_get"];
        put?: never;
        /**
         * Answer whether this is a copy or the restored original
         * @description Answer whether this is a copy or the restored original; campaigns can be resumed once it is settled.
         */
        post: operations["answer_restored_api_installation_restored_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who did what, newest first
         * @description List who did what, newest first. For super admins.
         */
        get: operations["list_page_api_activity_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/bulk/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete many contacts
         * @description Delete many contacts: the persons are cleared, their history stays.
         */
        post: operations["delete_many_api_contacts_bulk_delete_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the contacts of a filter
         * @description Export the contacts of a filter: for programs, or with a language for an office.
         *
         *     The import takes both as they are.
         */
        get: operations["export_api_contacts_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/bulk/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add many contacts to a category, or remove them from it
         * @description Add many contacts to a category, or remove them from it.
         */
        post: operations["file_many_api_contacts_bulk_categories_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a file and how it is understood
         * @description Preview a file and how it is understood; nothing is stored.
         */
        post: operations["preview_api_contacts_import_preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/country": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the country by which numbers without country code are read
         * @description Show the country by which numbers without country code are read.
         */
        get: operations["show_country_api_contacts_import_country_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports, newest first
         * @description List imports, newest first.
         */
        get: operations["list_page_api_contacts_import_get"];
        put?: never;
        /**
         * Import a file, into a category by id or by name (created if missing), or into none
         * @description Import a file, into a category by id or by name (created if missing), or into none.
         */
        post: operations["start_api_contacts_import_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how far an import is, and what became of its lines
         * @description Show how far an import is, and what became of its lines.
         */
        get: operations["show_api_contacts_import__job_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import the file of a completed dry run
         * @description Import the file of a completed dry run. It is kept for a day.
         */
        post: operations["run_checked_api_contacts_import__job_id__run_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count whom an undo takes back, for a day after the import
         * @description Count whom an undo takes back, for a day after the import.
         */
        get: operations["show_undo_api_contacts_import__job_id__undo_get"];
        put?: never;
        /**
         * Delete the contacts that the import created and nobody has used since
         * @description Delete the contacts that the import created and nobody has used since.
         */
        post: operations["take_back_api_contacts_import__job_id__undo_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rejected lines, in the order of the file, with the reasons
         * @description List the rejected lines, in the order of the file, with the reasons.
         */
        get: operations["list_lines_api_contacts_import__job_id__lines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/lines/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the rejected lines by reason
         * @description Count the rejected lines by reason.
         */
        get: operations["count_lines_api_contacts_import__job_id__lines_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/rejected.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the rejected lines with the reasons
         * @description Download the rejected lines with the reasons: as a list, or in their original columns to be mended.
         *
         *     Those have the separator, unless one is asked for, and the encoding of the file; the import leaves the
         *     reasons out. The list also names the lines of people who were erased, by their number alone.
         */
        get: operations["download_rejected_api_contacts_import__job_id__rejected_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import/{job_id}/warnings.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the lines that were taken with a warning
         * @description Download the lines that were taken with a warning: the number before and after, and why.
         */
        get: operations["download_warnings_api_contacts_import__job_id__warnings_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts
         * @description List contacts.
         */
        get: operations["list_page_api_contacts_get"];
        put?: never;
        /**
         * Create a contact
         * @description Create a contact. A second one with the same number is refused (409).
         */
        post: operations["create_api_contacts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count contacts, in all and by what is known about them
         * @description Count contacts, in all and by what is known about them.
         */
        get: operations["show_counts_api_contacts_counts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/matching": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the contacts of a filter, exactly, also where the list's `total` is null
         * @description Count the contacts of a filter, exactly, also where the list's `total` is null.
         *
         *     A search that many match is compared text by text: some seconds for a million contacts.
         */
        get: operations["show_matching_api_contacts_matching_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a contact
         * @description Show a contact.
         */
        get: operations["show_api_contacts__contact_id__get"];
        /**
         * Replace a contact
         * @description Replace a contact.
         */
        put: operations["replace_api_contacts__contact_id__put"];
        post?: never;
        /**
         * Delete a contact
         * @description Delete a contact: name, numbers, own fields and categories go.
         *
         *     Kept are the texts that were sent, the person's replies and consents, every count, and an opt-out with the
         *     number it stands under: the number may be imported again. `erase` clears those too, for good.
         */
        delete: operations["delete_api_contacts__contact_id__delete"];
        options?: never;
        head?: never;
        /**
         * Update a contact
         * @description Update a contact. `whatsapp_verified` null: not known.
         */
        patch: operations["patch_api_contacts__contact_id__patch"];
        trace?: never;
    };
    "/api/contacts/{contact_id}/opt-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt a contact out, as of now
         * @description Opt a contact out, as of now. Also remembered when the contact is deleted.
         */
        post: operations["record_opt_out_api_contacts__contact_id__opt_out_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}/opt-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt a contact in again, as of now
         * @description Opt a contact in again, as of now.
         */
        post: operations["record_opt_in_api_contacts__contact_id__opt_in_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages to the contact and what the contact did, newest first
         * @description List messages to the contact and what the contact did, newest first.
         */
        get: operations["show_timeline_api_contacts__contact_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List when the contact gave and withdrew consent
         * @description List when the contact gave and withdrew consent.
         */
        get: operations["list_of_contact_api_contacts__contact_id__consents_get"];
        put?: never;
        /**
         * Write down that the contact gave, or withdrew, consent
         * @description Write down that the contact gave, or withdrew, consent. Nothing is ever taken out of the list.
         *
         *     Who withdraws is opted out. A consent takes back no opt-out: `opt-in` does.
         */
        post: operations["add_api_contacts__contact_id__consents_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand out a copy of one person as a file
         * @description Hand out a copy of one person as a file: everything that is kept of them.
         *
         *     As a page it leaves out what is for programs alone, such as ids of messages.
         */
        get: operations["copy_api_contacts__contact_id__copy_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{contact_id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person for good
         * @description Erase a person for good: names, numbers, ids, own fields, texts, replies and words of consents go.
         *
         *     Rows, states, times and every count stay, and a keyed hash of the numbers, so that no import and no
         *     request makes this person a contact again. Also for somebody who was deleted before.
         */
        post: operations["erase_api_contacts__contact_id__erase_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/bulk/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase many people for good, as `erase` does
         * @description Erase many people for good, as `erase` does.
         */
        post: operations["erase_many_api_contacts_bulk_erase_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories with the number of their contacts
         * @description List categories with the number of their contacts.
         */
        get: operations["list_categories_api_categories_get"];
        put?: never;
        /**
         * Create a category
         * @description Create a category.
         */
        post: operations["create_api_categories_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a category
         * @description Show a category.
         */
        get: operations["show_api_categories__category_id__get"];
        /**
         * Rename or recolour a category
         * @description Rename or recolour a category.
         */
        put: operations["replace_api_categories__category_id__put"];
        post?: never;
        /**
         * Delete a category
         * @description Delete a category. Its contacts stay.
         */
        delete: operations["delete_api_categories__category_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{category_id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add contacts to the category
         * @description Add contacts to the category; `changed` are those that were not in it.
         */
        post: operations["add_contacts_api_categories__category_id__contacts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{category_id}/contacts/{contact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a contact from the category
         * @description Remove a contact from the category; the contact is kept.
         */
        delete: operations["remove_contact_api_categories__category_id__contacts__contact_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns, newest first
         * @description List campaigns, newest first; status and numbers of running ones are of this moment.
         */
        get: operations["list_page_api_campaigns_get"];
        put?: never;
        /**
         * Create a campaign
         * @description Create a campaign: a draft, or scheduled when `scheduled_at` is given.
         */
        post: operations["create_api_campaigns_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a campaign and start it, both or neither
         * @description Create a campaign and start it, both or neither; with `scheduled_at` it starts by itself then.
         */
        post: operations["create_and_start_api_campaigns_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a draft, or a scheduled campaign before its time
         * @description Start a draft, or a scheduled campaign before its time.
         */
        post: operations["start_api_campaigns__campaign_id__start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause the campaign
         * @description Pause the campaign: nothing more leaves. Reply windows keep running.
         */
        post: operations["pause_api_campaigns__campaign_id__pause_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume the campaign where it was paused
         * @description Resume the campaign where it was paused.
         */
        post: operations["resume_api_campaigns__campaign_id__resume_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the campaign permanently
         * @description Stop the campaign permanently: what is pending is cancelled, what is under way is still recorded.
         */
        post: operations["stop_api_campaigns__campaign_id__stop_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a campaign
         * @description Show a campaign.
         */
        get: operations["show_api_campaigns__campaign_id__get"];
        /**
         * Replace a campaign
         * @description Replace a campaign. One that has started cannot be changed (409).
         */
        put: operations["change_api_campaigns__campaign_id__put"];
        post?: never;
        /**
         * Delete a campaign with its messages
         * @description Delete a campaign with its messages. One that runs must be stopped first (409).
         */
        delete: operations["delete_api_campaigns__campaign_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duplicate a campaign as a draft, without its time and its numbers
         * @description Duplicate a campaign as a draft, without its time and its numbers.
         */
        post: operations["duplicate_api_campaigns__campaign_id__duplicate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test
         * @description Send a test: Message 1 to one number of the team, and Message 2 after its reply; counted nowhere.
         */
        post: operations["try_out_api_campaigns__campaign_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry failed messages that Meta never took and whose error allows it
         * @description Retry failed messages that Meta never took and whose error allows it.
         */
        post: operations["retry_api_campaigns__campaign_id__retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/doubts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show messages in doubt
         * @description Show messages in doubt: how many, since when, why, what each decision risks, who decided before.
         */
        get: operations["show_doubts_api_campaigns__campaign_id__doubts_get"];
        put?: never;
        /**
         * Decide on messages in doubt
         * @description Decide on messages in doubt: wait, count as sent, or send again. Repeated, it changes nothing.
         */
        post: operations["decide_api_campaigns__campaign_id__doubts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the numbers of a campaign, of one moment
         * @description Show the numbers of a campaign, of one moment: live, and from the cache once it is over.
         */
        get: operations["show_stats_api_campaigns__campaign_id__stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how many were sent, delivered, read and interacted when
         * @description Show how many were sent, delivered, read and interacted when: 24 h of minutes or 31 days of hours.
         */
        get: operations["show_timeline_api_campaigns__campaign_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List failures by Meta's code, with what to do about it, and who was left out and why
         * @description List failures by Meta's code, with what to do about it, and who was left out and why.
         */
        get: operations["show_errors_api_campaigns__campaign_id__errors_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages of the campaign with their contacts, newest first
         * @description List messages of the campaign with their contacts, newest first.
         *
         *     A page may hold fewer than `limit`, even none: there is more as long as `next_cursor` is not null.
         */
        get: operations["list_campaign_messages_api_campaigns__campaign_id__messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what contacts did in answer to the campaign, newest first
         * @description List what contacts did in answer to the campaign, newest first.
         */
        get: operations["list_campaign_interactions_api_campaigns__campaign_id__interactions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the messages of the campaign
         * @description Export the messages of the campaign: for programs, or with a language for an office.
         */
        get: operations["export_api_campaigns__campaign_id__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a campaign before it is saved
         * @description Check a campaign before it is saved.
         */
        post: operations["preflight_wish_api_campaigns_preflight_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check what the campaign would do if it started now
         * @description Check what the campaign would do if it started now.
         */
        get: operations["preflight_api_campaigns__campaign_id__preflight_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the numbers of the campaign as they change, once a second at most
         * @description Stream the numbers of the campaign as they change, once a second at most: events `stats` for 25 s.
         *
         *     An event `beat` comes every 5 s, whatever else does, with the server's time (`at`).
         */
        get: operations["stream_events_api_campaigns__campaign_id__events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages of all campaigns, newest first
         * @description List messages of all campaigns, newest first; in a period by the time of sending.
         *
         *     A page may hold fewer than `limit`, even none: there is more as long as `next_cursor` is not null.
         */
        get: operations["list_all_api_messages_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the messages of a filter, over all campaigns
         * @description Export the messages of a filter, over all campaigns: for programs, or with a language for an office.
         */
        get: operations["export_api_messages_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count all messages by type and state, with the rates
         * @description Count all messages by type and state, with the rates.
         */
        get: operations["show_stats_api_messages_stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a message with its history
         * @description Show a message with its history: times, attempts, Meta's words, what the contact did.
         */
        get: operations["show_api_messages__message_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List senders, each with the blocks that stand now
         * @description List senders, each with the blocks that stand now.
         */
        get: operations["list_senders_api_senders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/senders/{sender_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a sender
         * @description Show a sender.
         */
        get: operations["show_sender_api_senders__sender_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set how fast a sender sends
         * @description Set how fast a sender sends; campaigns may be slower by themselves.
         */
        patch: operations["update_sender_api_senders__sender_id__patch"];
        trace?: never;
    };
    "/api/senders/{sender_id}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unblock the number and its account
         * @description Unblock the number and its account: somebody has mended the cause.
         *
         *     If it is not mended, the next send blocks it again.
         */
        post: operations["unblock_sender_api_senders__sender_id__unblock_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates by name and language
         * @description List templates by name and language; those that vanished at Meta have the status DELETED.
         */
        get: operations["list_templates_api_templates_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sync templates from Meta
         * @description Sync templates from Meta. Approved ones that were blocked are free again.
         */
        post: operations["sync_api_templates_sync_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a template
         * @description Show a template.
         */
        get: operations["show_template_api_templates__template_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{template_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview the message as a contact would get it
         * @description Preview the message as a contact would get it.
         */
        post: operations["preview_api_templates__template_id__preview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List images, newest first
         * @description List images, newest first.
         */
        get: operations["list_media_api_media_get"];
        put?: never;
        /**
         * Upload a JPEG or PNG image of up to 5 MB
         * @description Upload a JPEG or PNG image of up to 5 MB; campaigns name it by the `reference` of the answer.
         *
         *     The same image again gives the same one. Without `sender_id` it is the sender of the settings.
         */
        post: operations["upload_api_media_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an image, without its bytes
         * @description Show an image, without its bytes.
         */
        get: operations["show_media_api_media__media_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{media_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description Download an image; it never changes.
         */
        get: operations["show_content_api_media__media_id__content_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List parked webhooks, newest first
         * @description List parked webhooks, newest first.
         */
        get: operations["list_parked_api_webhooks_parked_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/parked/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay parked webhooks, for 20 seconds at most
         * @description Replay parked webhooks, for 20 seconds at most. Replaying twice changes nothing.
         */
        post: operations["replay_all_api_webhooks_parked_replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/parked/{parked_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a parked webhook with its whole body
         * @description Show a parked webhook with its whole body.
         */
        get: operations["show_parked_api_webhooks_parked__parked_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/parked/{parked_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a parked webhook
         * @description Replay a parked webhook. Replaying twice changes nothing.
         */
        post: operations["replay_one_api_webhooks_parked__parked_id__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show today's figures by number
         * @description Show today's figures by number: sent, errors, limit, remaining capacity, alert level.
         */
        get: operations["show_stats_api_monitoring_stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the last days by number, oldest first, without holes
         * @description Show the last days by number, oldest first, without holes.
         */
        get: operations["show_history_api_monitoring_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List failures by Meta's code with what to do about each, and the latest failed messages
         * @description List failures by Meta's code with what to do about each, and the latest failed messages.
         */
        get: operations["show_errors_api_monitoring_errors_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/system-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the state of database, Redis, processes, senders, send queue, intake and cache
         * @description Show the state of database, Redis, processes, senders, send queue, intake and cache.
         */
        get: operations["show_system_status_api_monitoring_system_status_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open alerts, worst first, each with what to do
         * @description List open alerts, worst first, each with what to do.
         */
        get: operations["show_alerts_api_monitoring_alerts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show everything the first page needs
         * @description Show everything the first page needs: counts, rates, days, latest messages, running campaigns.
         */
        get: operations["show_stats_api_dashboard_stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream `dashboard`, `campaigns`, `monitoring`, `alerts` and `system`, each when it changed, for 25 s
         * @description Stream `dashboard`, `campaigns`, `monitoring`, `alerts` and `system`, each when it changed, for 25 s.
         *
         *     Their data is what `/dashboard/stats`, the stats of all running campaigns (`{"items": […]}`),
         *     `/monitoring/stats`, `/monitoring/alerts` and `/monitoring/system-status` answer. An event `unavailable`
         *     names the parts that cannot be read at present (`{"parts": […]}`), and the ids of running campaigns that
         *     cannot be shown (`campaign_ids`); both are empty when all is well. An event `beat` comes every 5 s,
         *     whatever else does, with the server's time (`at`).
         */
        get: operations["stream_everything_api_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cache/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show hits, misses, errors and latency of the cache, of all processes
         * @description Show hits, misses, errors and latency of the cache, of all processes; answers without Redis too.
         */
        get: operations["show_cache_stats_api_cache_stats_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the settings that may be changed while Relance runs, and their values
         * @description List the settings that may be changed while Relance runs, and their values.
         *
         *     Those that the environment sets are locked: they are changed there only.
         */
        get: operations["list_settings_api_settings_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings
         * @description Change settings: all that are named, or none. Every process knows them within two seconds.
         *
         *     Limits of callers and the time that the activity log is kept are changed by super admins who are logged
         *     in. What the environment sets cannot be changed here (409).
         */
        patch: operations["change_settings_api_settings_patch"];
        trace?: never;
    };
    "/api/settings/opt-out-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the built-in words of STOP and START by language
         * @description List the built-in words of STOP and START by language.
         *
         *     The settings `opt_out_words_removed` and `opt_in_words_removed` take some of them out, those that end with
         *     `_added` add others.
         */
        get: operations["list_opt_out_words_api_settings_opt_out_words_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Act
         * @description What was done. Lines are written for what changed something: a second pause of a pause is none.
         * @enum {string}
         */
        Act: "signed_in" | "sign_in_failed" | "sign_ins_locked" | "signed_out" | "session_ended" | "user_created" | "user_changed" | "user_deleted" | "password_changed" | "api_key_created" | "api_key_revoked" | "settings_changed" | "sender_changed" | "sender_unblocked" | "templates_synced" | "image_uploaded" | "import_started" | "import_undone" | "contacts_exported" | "messages_exported" | "rejected_lines_exported" | "contacts_deleted" | "contacts_erased" | "contact_copied" | "contact_opted_out" | "contact_opted_in" | "consent_recorded" | "category_created" | "category_changed" | "category_deleted" | "category_filled" | "category_emptied" | "campaign_created" | "campaign_changed" | "campaign_deleted" | "campaign_started" | "campaign_paused" | "campaign_resumed" | "campaign_stopped" | "campaign_tested" | "campaign_retried" | "doubts_decided" | "webhook_replayed" | "backup_made" | "database_restored" | "restored_answered";
        /**
         * ActivityLine
         * @description One act. `before` and `after` hold what changed; what is secret or personal says `changed` only.
         * @example {
         *       "actor": {
         *         "id": 1,
         *         "kind": "user",
         *         "name": "awa"
         *       },
         *       "after": {
         *         "role": "super_admin"
         *       },
         *       "at": "2026-11-01T12:00:00Z",
         *       "before": {
         *         "role": "admin"
         *       },
         *       "id": 4711,
         *       "source": {
         *         "address": "192.0.2.7",
         *         "user_agent": "Firefox"
         *       },
         *       "subject": {
         *         "id": 2,
         *         "kind": "user",
         *         "name": "binta"
         *       },
         *       "what": "user_changed",
         *       "details": null
         *     }
         */
        ActivityLine: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            actor: components["schemas"]["ActorBody"];
            source: components["schemas"]["SourceBody"];
            what: components["schemas"]["Act"];
            subject: components["schemas"]["SubjectBody"] | null;
            /** Before */
            before: {
                [key: string]: unknown;
            } | null;
            /** After */
            after: {
                [key: string]: unknown;
            } | null;
            /** Details */
            details: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * ActivityList
         * @description Lines, the newest first. They are not counted: `total` is null.
         * @example {
         *       "items": [
         *         {
         *           "actor": {
         *             "id": 1,
         *             "kind": "user",
         *             "name": "awa"
         *           },
         *           "after": {
         *             "role": "super_admin"
         *           },
         *           "at": "2026-11-01T12:00:00Z",
         *           "before": {
         *             "role": "admin"
         *           },
         *           "id": 4711,
         *           "source": {
         *             "address": "192.0.2.7",
         *             "user_agent": "Firefox"
         *           },
         *           "subject": {
         *             "id": 2,
         *             "kind": "user",
         *             "name": "binta"
         *           },
         *           "what": "user_changed",
         *           "details": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": null
         *     }
         */
        ActivityList: {
            /** Items */
            items: components["schemas"]["ActivityLine"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: null;
        };
        /**
         * ActorBody
         * @description Who: `nobody` is a request without a caller, `relance` what happens by itself.
         */
        ActorBody: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "user" | "api_key" | "command" | "nobody" | "relance";
            /**
             * Id
             * @description The user's or the key's.
             */
            id: number | null;
            /**
             * Name
             * @description As it was then; of a command, its name and who ran it where.
             */
            name: string | null;
        };
        /**
         * AlertAnswer
         * @description One thing to see to. (`code`, `subject`) is its identity; `values` fill the sentences of `code`, which
         *     `message` and `what_to_do` are in English.
         * @example {
         *       "code": "limit_near",
         *       "details": {
         *         "limit": 1000,
         *         "number": "+229 01 97 00 00 00",
         *         "remaining": 71,
         *         "sender_id": 1,
         *         "used": 92
         *       },
         *       "message": "The number +229 01 97 00 00 00 has used 92.0 % of today's limit of 1000 messages.",
         *       "severity": "warning",
         *       "since": "2026-11-22T00:00:00Z",
         *       "subject": "sender:1",
         *       "values": {
         *         "limit": 1000,
         *         "number": "+229 01 97 00 00 00",
         *         "remaining": 71,
         *         "used": 92
         *       },
         *       "what_to_do": "About 71 more contacts can be written to today: start large campaigns tomorrow."
         *     }
         */
        AlertAnswer: {
            /**
             * Code
             * @enum {string}
             */
            code: "account_blocked" | "account_event" | "another_app_answers" | "campaign_braked" | "campaign_overdue" | "campaign_restored" | "clock_stepped" | "clock_unlike_meta" | "clock_wrong" | "double" | "double_after_send_again" | "echoes_missing" | "error_rate_high" | "identity_conflict" | "limit_near" | "limit_reached" | "meta_refuses" | "meta_unreachable" | "no_echo" | "number_blocked" | "number_resting" | "pending_without_batch" | "process_missing" | "process_silent" | "process_stuck" | "redis_down" | "replies_late" | "restored_settling" | "restored_unanswered" | "sending_stuck" | "sign_ins_failing" | "template_blocked" | "token_refused" | "undecided_messages" | "unknown_for_a_day" | "webhooks_parked" | "webhooks_refused";
            /**
             * Severity
             * @enum {string}
             */
            severity: "critical" | "warning" | "info";
            /** Since */
            since: string | null;
            /** Subject */
            subject: string;
            /** Message */
            message: string;
            /** What To Do */
            what_to_do: string;
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Values */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * AlertList
         * @description The worst first.
         * @example {
         *       "items": [
         *         {
         *           "code": "limit_near",
         *           "details": {
         *             "limit": 1000,
         *             "number": "+229 01 97 00 00 00",
         *             "remaining": 71,
         *             "sender_id": 1,
         *             "used": 92
         *           },
         *           "message": "The number +229 01 97 00 00 00 has used 92.0 % of today's limit of 1000 messages.",
         *           "severity": "warning",
         *           "since": "2026-11-22T00:00:00Z",
         *           "subject": "sender:1",
         *           "values": {
         *             "limit": 1000,
         *             "number": "+229 01 97 00 00 00",
         *             "remaining": 71,
         *             "used": 92
         *           },
         *           "what_to_do": "About 71 more contacts can be written to today: start large campaigns tomorrow."
         *         }
         *       ],
         *       "total": 1
         *     }
         */
        AlertList: {
            /** Items */
            items: components["schemas"]["AlertAnswer"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * Alive
         * @description Says only that it was asked, and of which version it is.
         * @example {
         *       "status": "ok",
         *       "version": "0.1.0"
         *     }
         */
        Alive: {
            /**
             * Status
             * @constant
             */
            status: "ok";
            /** Version */
            version: string;
        };
        /**
         * ApiKeyBody
         * @description A key, without the key itself. `last_used_at` is exact to a minute.
         * @example {
         *       "created_at": "2026-11-01T12:00:00Z",
         *       "created_by": "awa",
         *       "id": 3,
         *       "name": "crm",
         *       "last_used_at": null,
         *       "expires_at": null,
         *       "revoked_at": null
         *     }
         */
        ApiKeyBody: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Created By */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Expires At */
            expires_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
        };
        /**
         * ApiKeyList
         * @description All keys, the newest first; never paged.
         * @example {
         *       "items": [
         *         {
         *           "created_at": "2026-11-01T12:00:00Z",
         *           "created_by": "awa",
         *           "id": 3,
         *           "name": "crm",
         *           "last_used_at": null,
         *           "expires_at": null,
         *           "revoked_at": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        ApiKeyList: {
            /** Items */
            items: components["schemas"]["ApiKeyBody"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * Binding
         * @description Where a value comes from: a field of the contact (with a default), or the same text for everybody.
         *
         *     Fields are `first_name`, `last_name`, `phone` and the contact's own; an empty field counts as missing.
         */
        Binding: {
            /** Field */
            field?: string | null;
            /** Default */
            default?: string | null;
            /** Value */
            value?: string | null;
        };
        /**
         * BindingAnswer
         * @description A binding as it was given.
         */
        BindingAnswer: {
            /** Field */
            field?: string;
            /** Default */
            default?: string;
            /** Value */
            value?: string;
        };
        /**
         * Block
         * @description Why nothing leaves. Without `until` it lasts until a person lifts it; `code` is Meta's.
         */
        Block: {
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Until */
            until: string | null;
            /** Code */
            code: number | null;
            /** Reason */
            reason: string | null;
        };
        /**
         * Body_preview_api_contacts_import_preview_post
         * @example {
         *       "file": "phone,first_name\r\n+2290197000001,Awa\r\n",
         *       "columns": "{\"0\": \"phone\", \"1\": \"first_name\"}",
         *       "default_country": "BJ",
         *       "encoding": "cp1252",
         *       "separator": ";"
         *     }
         */
        Body_preview_api_contacts_import_preview_post: {
            /**
             * File
             * @description CSV or XLSX, 100 MB at most
             * @example phone,first_name
             *     +2290197000001,Awa
             */
            file: string;
            /**
             * Columns
             * @description JSON such as {"0": "phone", "2": "city"}; else by the header
             * @example {"0": "phone", "1": "first_name"}
             */
            columns?: string | null;
            /**
             * Default Country
             * @description of numbers without country code; `none`: they all have one; missing: the installation's
             * @example BJ
             */
            default_country?: string | "none" | null;
            /**
             * Encoding
             * @description of a text file; missing: as it looks
             * @example cp1252
             */
            encoding?: ("utf-8" | "utf-16" | "cp1252" | "cp1250" | "cp1251" | "cp1253" | "cp1254" | "cp1256" | "mac_roman" | "cp850") | null;
            /**
             * Separator
             * @description between cells; missing: as it looks
             * @example ;
             */
            separator?: ("," | ";" | "tab" | "|") | null;
            /**
             * Sheet
             * @description of a workbook; missing: the likeliest
             */
            sheet?: string | null;
            /**
             * Hidden Rows
             * @description of a workbook, as a filter hides them
             * @default skip
             * @enum {string}
             */
            hidden_rows: "skip" | "read";
        };
        /**
         * Body_start_api_contacts_import_post
         * @example {
         *       "file": "phone,first_name\r\n+2290197000001,Awa\r\n",
         *       "columns": "{\"0\": \"phone\", \"1\": \"first_name\"}",
         *       "category_name": "clients",
         *       "default_country": "BJ",
         *       "encoding": "cp1252",
         *       "separator": ";"
         *     }
         */
        Body_start_api_contacts_import_post: {
            /**
             * File
             * @description CSV or XLSX, 100 MB at most
             * @example phone,first_name
             *     +2290197000001,Awa
             */
            file: string;
            /**
             * Columns
             * @description JSON such as {"0": "phone", "2": "city"}; else by the header
             * @example {"0": "phone", "1": "first_name"}
             */
            columns?: string | null;
            /** Category Id */
            category_id?: number | null;
            /**
             * Category Name
             * @example clients
             */
            category_name?: string | null;
            /**
             * Default Country
             * @description of numbers without country code; `none`: they all have one; missing: the installation's
             * @example BJ
             */
            default_country?: string | "none" | null;
            /**
             * Update Existing
             * @default true
             */
            update_existing: boolean;
            /**
             * Dry Run
             * @description tell what would be done, and write nothing
             * @default false
             */
            dry_run: boolean;
            /**
             * Encoding
             * @description of a text file; missing: as it looks
             * @example cp1252
             */
            encoding?: ("utf-8" | "utf-16" | "cp1252" | "cp1250" | "cp1251" | "cp1253" | "cp1254" | "cp1256" | "mac_roman" | "cp850") | null;
            /**
             * Separator
             * @description between cells; missing: as it looks
             * @example ;
             */
            separator?: ("," | ";" | "tab" | "|") | null;
            /**
             * Sheet
             * @description of a workbook; missing: the likeliest
             */
            sheet?: string | null;
            /**
             * Hidden Rows
             * @description of a workbook, as a filter hides them
             * @default skip
             * @enum {string}
             */
            hidden_rows: "skip" | "read";
        };
        /**
         * Body_upload_api_media_post
         * @example {
         *       "file": "the bytes of spring.jpg"
         *     }
         */
        Body_upload_api_media_post: {
            /**
             * File
             * @description JPEG or PNG, 5 MB at most
             * @example the bytes of spring.jpg
             */
            file: string;
            /** Sender Id */
            sender_id?: number | null;
        };
        /**
         * BuiltInWords
         * @description What means STOP and START before an installation adds words of its own.
         * @example {
         *       "start": [],
         *       "stop": [
         *         {
         *           "fixed": [
         *             "stop"
         *           ],
         *           "language": "fr",
         *           "words": [
         *             "stop",
         *             "désabonner"
         *           ]
         *         }
         *       ]
         *     }
         */
        BuiltInWords: {
            /** Stop */
            stop: components["schemas"]["WordsOfLanguage"][];
            /** Start */
            start: components["schemas"]["WordsOfLanguage"][];
        };
        /**
         * BulkAnswer
         * @description What happened: `changed` of the `matched` contacts; `next_cursor` while there are more.
         * @example {
         *       "changed": 2,
         *       "matched": 2,
         *       "next_cursor": null
         *     }
         */
        BulkAnswer: {
            /** Matched */
            matched: number;
            /** Changed */
            changed: number;
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ButtonsMessage2
         * @description A text with one to three buttons.
         */
        ButtonsMessage2: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "buttons";
            /** Text */
            text: string;
            /** Buttons */
            buttons: components["schemas"]["ReplyButton"][];
        };
        /**
         * CacheCounts
         * @description Reads since the counting began; `errors` are reads at which Redis could not be asked or believed.
         *
         *     `hit_rate` is per cent of hits and misses; `latency_ms` the mean time until the cache had said.
         */
        CacheCounts: {
            /** Hits */
            hits: number;
            /** Misses */
            misses: number;
            /** Errors */
            errors: number;
            /** Total */
            total: number;
            /** Hit Rate */
            hit_rate: number;
            /** Latency Ms */
            latency_ms: number;
        };
        /**
         * CacheStats
         * @description The sum over all processes and namespaces, and each namespace.
         * @example {
         *       "errors": 0,
         *       "hit_rate": 94,
         *       "hits": 940,
         *       "latency_ms": 0.21,
         *       "misses": 60,
         *       "namespaces": {
         *         "contacts": {
         *           "errors": 0,
         *           "hit_rate": 94,
         *           "hits": 940,
         *           "latency_ms": 0.21,
         *           "misses": 60,
         *           "total": 1000
         *         }
         *       },
         *       "total": 1000
         *     }
         */
        CacheStats: {
            /** Hits */
            hits: number;
            /** Misses */
            misses: number;
            /** Errors */
            errors: number;
            /** Total */
            total: number;
            /** Hit Rate */
            hit_rate: number;
            /** Latency Ms */
            latency_ms: number;
            /** Namespaces */
            namespaces: {
                [key: string]: components["schemas"]["CacheCounts"];
            };
        };
        /**
         * CampaignAnswer
         * @description A campaign. `status_reason` says why it waits, where the status alone does not tell;
         *     `status_reason_values` fill the sentence of `status_reason_code` (null in older ones).
         * @example {
         *       "category_ids": [
         *         1
         *       ],
         *       "consent_only": false,
         *       "created_at": "2026-11-22T09:58:00Z",
         *       "id": 3,
         *       "interaction_window_s": 86400,
         *       "launched_at": "2026-11-22T10:00:01Z",
         *       "message_2": {
         *         "text": "Merci {{first_name}} !",
         *         "type": "text"
         *       },
         *       "name": "Offre de novembre",
         *       "sender_id": 1,
         *       "skip_unreachable": false,
         *       "started_at": "2026-11-22T10:00:00Z",
         *       "status": "sending",
         *       "status_text": "waiting for replies until 2026-11-23 10:00 UTC",
         *       "template": {
         *         "buttons": {},
         *         "id": 1,
         *         "language": "fr",
         *         "name": "welcome",
         *         "header": null
         *       },
         *       "variables": {
         *         "1": {
         *           "default": "cliente",
         *           "field": "first_name"
         *         }
         *       },
         *       "waiting_until": "2026-11-23T10:00:04Z",
         *       "status_reason": null,
         *       "status_reason_code": null,
         *       "status_reason_values": null,
         *       "scheduled_at": null,
         *       "rate_per_s": null,
         *       "completed_at": null
         *     }
         */
        CampaignAnswer: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "scheduled" | "preparing" | "sending" | "paused" | "completed" | "failed" | "stopped";
            /** Status Reason */
            status_reason: string | null;
            /** Status Reason Code */
            status_reason_code: string | null;
            /** Status Reason Values */
            status_reason_values: {
                [key: string]: unknown;
            } | null;
            /**
             * Status Text
             * @description the state in words, English
             */
            status_text: string;
            /**
             * Waiting Until
             * @description everything is sent; replies count until then, and no longer than that it stays open
             */
            waiting_until: string | null;
            /** Category Ids */
            category_ids: number[];
            template: components["schemas"]["TemplateAnswer"];
            /** Variables */
            variables: {
                [key: string]: components["schemas"]["BindingAnswer"];
            };
            message_2: components["schemas"]["Message2Answer"] | null;
            /** Sender Id */
            sender_id: number;
            /** Scheduled At */
            scheduled_at: string | null;
            /** Rate Per S */
            rate_per_s: number | null;
            /** Interaction Window S */
            interaction_window_s: number;
            /** Skip Unreachable */
            skip_unreachable: boolean;
            /** Consent Only */
            consent_only: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Launched At */
            launched_at: string | null;
            /** Completed At */
            completed_at: string | null;
        };
        /**
         * CampaignCounts
         * @description Message 1 by state now (`pending` to `no_interaction`), and how far it ever got (from `sent`).
         */
        CampaignCounts: {
            /** Recipients */
            recipients: number;
            /** Pending */
            pending: number;
            /** Held */
            held: number;
            /** Failed */
            failed: number;
            /** Unknown */
            unknown: number;
            /** Cancelled */
            cancelled: number;
            /** No Interaction */
            no_interaction: number;
            /** Sent */
            sent: number;
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Interacted */
            interacted: number;
            /** Message 2 Sent */
            message_2_sent: number;
        };
        /**
         * CampaignDoubts
         * @description What is in doubt in a campaign, and what was decided before. `items` is empty when nothing is.
         * @example {
         *       "campaign_id": 3,
         *       "items": [
         *         {
         *           "held_open_until": "2026-11-23T14:02:11Z",
         *           "message_type": "message_1",
         *           "messages": 12,
         *           "moments": [
         *             {
         *               "from_at": "2026-11-22T14:02:10Z",
         *               "messages": 12,
         *               "until_at": "2026-11-22T14:02:11Z"
         *             }
         *           ],
         *           "newest_at": "2026-11-22T14:02:11Z",
         *           "nothing_if_counted": 12,
         *           "reasons": [
         *             {
         *               "code": "intake_gap",
         *               "messages": 12,
         *               "since": "2026-11-22T14:02:10Z",
         *               "text": "Meta could not reach this server from 14:02:10 to 14:02:31 (api_away).",
         *               "values": {
         *                 "from": "2026-11-22T14:02:10Z",
         *                 "reason": "api_away",
         *                 "to": "2026-11-22T14:02:31Z"
         *               }
         *             }
         *           ],
         *           "ripe": 12,
         *           "since": "2026-11-22T14:02:10Z",
         *           "twice_if_sent_again": 12,
         *           "window_closed": 0
         *         }
         *       ],
         *       "known_ends": {
         *         "not_taken": 10,
         *         "taken": 40
         *       },
         *       "read_at": "2026-11-22T14:15:00Z",
         *       "ripe_before": "2026-11-22T14:10:00Z",
         *       "status": "sending",
         *       "verdicts": [
         *         {
         *           "decided_at": "2026-11-22T14:15:02Z",
         *           "decided_by": {
         *             "id": 1,
         *             "kind": "user",
         *             "name": "awa"
         *           },
         *           "decision": "wait",
         *           "heard_since": 0,
         *           "id": 1,
         *           "left_before": "2026-11-22T14:10:00Z",
         *           "message_type": "message_1",
         *           "messages": 12
         *         }
         *       ],
         *       "completed_at": null
         *     }
         */
        CampaignDoubts: {
            /** Campaign Id */
            campaign_id: number;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "scheduled" | "preparing" | "sending" | "paused" | "completed" | "failed" | "stopped";
            /** Completed At */
            completed_at: string | null;
            /**
             * Read At
             * @description give it, or `ripe_before`, as `left_before`: then a repeated decision meets no later attempt
             */
            read_at: string | null;
            /**
             * Ripe Before
             * @description what left earlier has had its grace: nothing is to be expected of it by itself soon
             */
            ripe_before: string | null;
            /** Items */
            items: components["schemas"]["DoubtsOfType"][];
            known_ends: components["schemas"]["KnownEnds"];
            /**
             * Verdicts
             * @description the newest first, 20 at most
             */
            verdicts: components["schemas"]["DoubtVerdict"][];
        };
        /**
         * CampaignErrorGroup
         * @description Failed messages with the same code of Meta; `retryable` of them a retry by hand would take.
         */
        CampaignErrorGroup: {
            /** Code */
            code: number;
            /** Title */
            title: string | null;
            /** Details */
            details: string | null;
            /** Count */
            count: number;
            /** Retryable */
            retryable: number;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /**
             * Message Id
             * @description the newest example
             */
            message_id: number;
            /** Meaning */
            meaning: string;
            /** Advice */
            advice: string;
        };
        /**
         * CampaignErrors
         * @description What is failed now, and what was never sent.
         * @example {
         *       "campaign_id": 3,
         *       "cancelled": [
         *         {
         *           "message_type": "message_1",
         *           "n": 8,
         *           "reason": "opted_out"
         *         }
         *       ],
         *       "items": [
         *         {
         *           "advice": "Check that the number is on WhatsApp.",
         *           "code": 131026,
         *           "count": 12,
         *           "last_at": "2026-11-22T10:00:00Z",
         *           "meaning": "The message could not be delivered.",
         *           "message_id": 4711,
         *           "retryable": 0,
         *           "title": "Message undeliverable",
         *           "details": null
         *         }
         *       ],
         *       "total": 12
         *     }
         */
        CampaignErrors: {
            /** Campaign Id */
            campaign_id: number;
            /** Total */
            total: number;
            /** Items */
            items: components["schemas"]["CampaignErrorGroup"][];
            /** Cancelled */
            cancelled: components["schemas"]["CancelledGroup"][];
        };
        /**
         * CampaignInteraction
         * @description Something a contact did in answer to the campaign.
         * @example {
         *       "at": "2026-11-22T10:00:00Z",
         *       "contact_id": 12,
         *       "first_name": "Awa",
         *       "id": 9,
         *       "in_window": true,
         *       "kind": "text",
         *       "last_name": "Mensah",
         *       "message_id": 4711,
         *       "phone": "+2290197000001",
         *       "text": "Oui",
         *       "payload": null
         *     }
         */
        CampaignInteraction: {
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "button" | "button_reply" | "list_reply" | "form" | "call_permission_reply" | "interactive" | "reaction" | "voice" | "audio" | "image" | "video" | "document" | "sticker" | "location" | "contacts" | "order" | "other";
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Text */
            text: string | null;
            /** Payload */
            payload: string | null;
            /**
             * In Window
             * @description whether it counts for the campaign
             */
            in_window: boolean;
            /** Message Id */
            message_id: number | null;
            /** Contact Id */
            contact_id: number;
            /** Phone */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
        };
        /**
         * CampaignInteractionList
         * @description A page of interactions, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "at": "2026-11-22T10:00:00Z",
         *           "contact_id": 12,
         *           "first_name": "Awa",
         *           "id": 9,
         *           "in_window": true,
         *           "kind": "text",
         *           "last_name": "Mensah",
         *           "message_id": 4711,
         *           "phone": "+2290197000001",
         *           "text": "Oui",
         *           "payload": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        CampaignInteractionList: {
            /** Items */
            items: components["schemas"]["CampaignInteraction"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
        };
        /**
         * CampaignItem
         * @description A campaign of a list.
         * @example {
         *       "category_ids": [
         *         1
         *       ],
         *       "counts": {
         *         "cancelled": 8,
         *         "delivered": 900,
         *         "failed": 12,
         *         "held": 0,
         *         "interacted": 120,
         *         "message_2_sent": 118,
         *         "no_interaction": 0,
         *         "pending": 0,
         *         "read": 520,
         *         "recipients": 1000,
         *         "sent": 980,
         *         "unknown": 0
         *       },
         *       "created_at": "2026-11-22T10:00:00Z",
         *       "has_message_2": true,
         *       "id": 3,
         *       "launched_at": "2026-11-22T10:00:00Z",
         *       "name": "Offre de novembre",
         *       "progress": 100,
         *       "sender_id": 1,
         *       "started_at": "2026-11-22T10:00:00Z",
         *       "status": "sending",
         *       "status_text": "waiting for replies until 2026-11-23 10:00 UTC",
         *       "template": {
         *         "language": "fr",
         *         "name": "welcome"
         *       },
         *       "waiting_until": "2026-11-23T10:00:04Z",
         *       "status_reason": null,
         *       "status_reason_code": null,
         *       "status_reason_values": null,
         *       "scheduled_at": null,
         *       "completed_at": null
         *     }
         */
        CampaignItem: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "scheduled" | "preparing" | "sending" | "paused" | "completed" | "failed" | "stopped";
            /** Status Reason */
            status_reason: string | null;
            /** Status Reason Code */
            status_reason_code: string | null;
            /** Status Reason Values */
            status_reason_values: {
                [key: string]: unknown;
            } | null;
            /** Status Text */
            status_text: string;
            /** Waiting Until */
            waiting_until: string | null;
            /** Sender Id */
            sender_id: number;
            template: components["schemas"]["TemplateName"];
            /** Category Ids */
            category_ids: number[];
            /** Has Message 2 */
            has_message_2: boolean;
            /** Scheduled At */
            scheduled_at: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Launched At */
            launched_at: string | null;
            /** Completed At */
            completed_at: string | null;
            /**
             * Progress
             * @description per cent of its Messages 1 that no longer wait to be sent
             */
            progress: number;
            counts: components["schemas"]["CampaignCounts"];
        };
        /**
         * CampaignList
         * @description A page of campaigns, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "category_ids": [
         *             1
         *           ],
         *           "counts": {
         *             "cancelled": 8,
         *             "delivered": 900,
         *             "failed": 12,
         *             "held": 0,
         *             "interacted": 120,
         *             "message_2_sent": 118,
         *             "no_interaction": 0,
         *             "pending": 0,
         *             "read": 520,
         *             "recipients": 1000,
         *             "sent": 980,
         *             "unknown": 0
         *           },
         *           "created_at": "2026-11-22T10:00:00Z",
         *           "has_message_2": true,
         *           "id": 3,
         *           "launched_at": "2026-11-22T10:00:00Z",
         *           "name": "Offre de novembre",
         *           "progress": 100,
         *           "sender_id": 1,
         *           "started_at": "2026-11-22T10:00:00Z",
         *           "status": "sending",
         *           "status_text": "waiting for replies until 2026-11-23 10:00 UTC",
         *           "template": {
         *             "language": "fr",
         *             "name": "welcome"
         *           },
         *           "waiting_until": "2026-11-23T10:00:04Z",
         *           "status_reason": null,
         *           "status_reason_code": null,
         *           "status_reason_values": null,
         *           "scheduled_at": null,
         *           "completed_at": null
         *         }
         *       ],
         *       "total": 1,
         *       "next_cursor": null
         *     }
         */
        CampaignList: {
            /** Items */
            items: components["schemas"]["CampaignItem"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
        };
        /**
         * CampaignStats
         * @description The numbers of a campaign, of one moment: the states of each type sum to its rows.
         * @example {
         *       "campaign_id": 3,
         *       "failed_count": 152,
         *       "funnel": {
         *         "delivered": 900,
         *         "interacted": 120,
         *         "message_2_sent": 118,
         *         "read": 520,
         *         "recipients": 1000,
         *         "sent": 980
         *       },
         *       "interaction_count": 120,
         *       "message_1": {
         *         "cancelled": 8,
         *         "delivered": 300,
         *         "failed": 12,
         *         "held": 0,
         *         "no_interaction": 140,
         *         "pending": 0,
         *         "read": 500,
         *         "sending": 0,
         *         "sent": 40,
         *         "unknown": 0
         *       },
         *       "message_2": {
         *         "cancelled": 8,
         *         "delivered": 300,
         *         "failed": 12,
         *         "held": 0,
         *         "no_interaction": 0,
         *         "pending": 0,
         *         "read": 500,
         *         "sending": 0,
         *         "sent": 40,
         *         "unknown": 0
         *       },
         *       "no_interaction_count": 140,
         *       "rates": {
         *         "delivery_rate": 91.84,
         *         "interaction_rate": 12.24,
         *         "read_rate": 53.06,
         *         "success_rate": 91.84
         *       },
         *       "sent_count": 1098,
         *       "status": "sending",
         *       "success_count": 900,
         *       "total_recipients": 1000
         *     }
         */
        CampaignStats: {
            message_1: components["schemas"]["StateCounts"];
            message_2: components["schemas"]["StateCounts"];
            /** Campaign Id */
            campaign_id: number;
            /**
             * Status
             * @enum {string}
             */
            status: "draft" | "scheduled" | "preparing" | "sending" | "paused" | "completed" | "failed" | "stopped";
            /** Total Recipients */
            total_recipients: number;
            funnel: components["schemas"]["Funnel"];
            /**
             * Interaction Count
             * @description contacts who interacted
             */
            interaction_count: number;
            /**
             * Sent Count
             * @description messages Meta accepted, both types
             */
            sent_count: number;
            /**
             * Success Count
             * @description Messages 1 delivered or read
             */
            success_count: number;
            /**
             * Failed Count
             * @description Messages 1 failed, and those without interaction
             */
            failed_count: number;
            /** No Interaction Count */
            no_interaction_count: number;
            rates: components["schemas"]["Rates"];
        };
        /**
         * CampaignTimeline
         * @description The course of a campaign; steps in which nothing happened are left out.
         * @example {
         *       "campaign_id": 3,
         *       "items": [
         *         {
         *           "at": "2026-11-22T10:00:00Z",
         *           "delivered": 420,
         *           "interacted": 8,
         *           "message_2_sent": 7,
         *           "read": 90,
         *           "sent": 500
         *         }
         *       ],
         *       "step": "minute"
         *     }
         */
        CampaignTimeline: {
            /** Campaign Id */
            campaign_id: number;
            /**
             * Step
             * @enum {string}
             */
            step: "minute" | "hour";
            /** Items */
            items: components["schemas"]["TimelinePoint"][];
        };
        /**
         * Campaigns
         * @description Campaigns that are not deleted.
         */
        Campaigns: {
            /** Total */
            total: number;
            by_status: components["schemas"]["StatusCounts"];
        };
        /**
         * CancelledGroup
         * @description Contacts who got no message, by reason.
         */
        CancelledGroup: {
            /** Reason */
            reason: string;
            message_type: components["schemas"]["MessageType"];
            /** N */
            n: number;
        };
        /**
         * CategoryBody
         * @description A category with the exact number of its contacts.
         * @example {
         *       "color": "#228be6",
         *       "contact_count": 1200,
         *       "id": 3,
         *       "name": "Customers"
         *     }
         */
        CategoryBody: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Color */
            color: string;
            /** Contact Count */
            contact_count: number;
        };
        /**
         * CategoryList
         * @description All categories: they are never paged.
         * @example {
         *       "items": [
         *         {
         *           "color": "#228be6",
         *           "contact_count": 1200,
         *           "id": 3,
         *           "name": "Customers"
         *         }
         *       ],
         *       "total": 1
         *     }
         */
        CategoryList: {
            /** Items */
            items: components["schemas"]["CategoryBody"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * CategoryReplacement
         * @description What a category shall be; without a colour it keeps its own.
         * @example {
         *       "color": "#228be6",
         *       "name": "Customers"
         *     }
         */
        CategoryReplacement: {
            /** Name */
            name: string;
            /** Color */
            color?: string | null;
        };
        /**
         * Chosen
         * @description Contacts by ids, or by a filter. By filter a request ends after ten seconds: send it again with the
         *     `next_cursor` of its answer until that is null.
         * @example {
         *       "ids": [
         *         17,
         *         18
         *       ]
         *     }
         * @example {
         *       "filter": {
         *         "q": "awa"
         *       }
         *     }
         */
        Chosen: {
            /** Ids */
            ids?: number[] | null;
            /**
             * Contact Ids
             * @description another name of ids
             */
            contact_ids?: number[] | null;
            filter?: components["schemas"]["FilterBody"] | null;
            /** Cursor */
            cursor?: string | null;
        };
        /**
         * ConsentAnswer
         * @description One word of a contact, as it was written down.
         * @example {
         *       "at": "2026-11-02T09:30:00Z",
         *       "given": true,
         *       "how": "paper",
         *       "id": 4,
         *       "recorded_at": "2026-11-02T10:00:00Z",
         *       "recorded_by": "awa",
         *       "source": "Shop of Cotonou",
         *       "words": "I agree to get offers by WhatsApp."
         *     }
         */
        ConsentAnswer: {
            /** Id */
            id: number;
            /** Given */
            given: boolean;
            /**
             * How
             * @enum {string}
             */
            how: "form" | "paper" | "import" | "keyword" | "button" | "operator" | "whatsapp" | "other";
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Words */
            words: string | null;
            /** Source */
            source: string | null;
            /**
             * Recorded At
             * Format: date-time
             */
            recorded_at: string;
            /**
             * Recorded By
             * @description user or key; null: by itself, or by an import
             */
            recorded_by: string | null;
        };
        /**
         * ConsentList
         * @description Newest first, the newest 200.
         * @example {
         *       "items": [
         *         {
         *           "at": "2026-11-02T09:30:00Z",
         *           "given": true,
         *           "how": "paper",
         *           "id": 4,
         *           "recorded_at": "2026-11-02T10:00:00Z",
         *           "recorded_by": "awa",
         *           "source": "Shop of Cotonou",
         *           "words": "I agree to get offers by WhatsApp."
         *         }
         *       ]
         *     }
         */
        ConsentList: {
            /** Items */
            items: components["schemas"]["ConsentAnswer"][];
        };
        /**
         * ContactAnswer
         * @description A person. `phone` is E.164 with `+`; `whatsapp_verified` null: not known.
         * @example {
         *       "attributes": {
         *         "city": "Cotonou"
         *       },
         *       "category_ids": [
         *         3
         *       ],
         *       "consented_at": "2026-11-01T08:00:00Z",
         *       "created_at": "2026-11-01T08:00:00Z",
         *       "first_name": "Awa",
         *       "id": 17,
         *       "interacted_at": "2026-11-02T09:31:12Z",
         *       "last_name": "Mensah",
         *       "phone": "+2290197000001",
         *       "username": "awa.mensah",
         *       "verified_at": "2026-11-02T09:30:00Z",
         *       "whatsapp_verified": true,
         *       "opted_out_at": null,
         *       "opted_out_reason": null
         *     }
         */
        ContactAnswer: {
            /** Id */
            id: number;
            /** Phone */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /** Attributes */
            attributes: {
                [key: string]: unknown;
            };
            /** Category Ids */
            category_ids: number[];
            /** Whatsapp Verified */
            whatsapp_verified: boolean | null;
            /** Verified At */
            verified_at: string | null;
            /** Opted Out At */
            opted_out_at: string | null;
            /** Opted Out Reason */
            opted_out_reason: string | null;
            /**
             * Consented At
             * @description the newest word was a consent; null: none, or withdrawn
             */
            consented_at: string | null;
            /** Interacted At */
            interacted_at: string | null;
            /**
             * Username
             * @description the name they chose in WhatsApp, as Meta told it last
             */
            username: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * ContactCopy
         * @description All that is kept of one person. What stands in each part are the rows as they are stored.
         * @example {
         *       "chats_answered_elsewhere": [],
         *       "consents": [],
         *       "contact": {
         *         "id": 17,
         *         "phone": "+2290197000001"
         *       },
         *       "interactions": [],
         *       "made_at": "2026-11-02T09:30:00+00:00",
         *       "messages": [
         *         {
         *           "id": 5,
         *           "status": "read"
         *         }
         *       ],
         *       "opt_out_answers": [],
         *       "opt_outs": [],
         *       "replies_not_attributed": []
         *     }
         */
        ContactCopy: {
            /** Made At */
            made_at: string;
            /** Contact */
            contact: {
                [key: string]: unknown;
            };
            /** Consents */
            consents: {
                [key: string]: unknown;
            }[];
            /** Opt Outs */
            opt_outs: {
                [key: string]: unknown;
            }[];
            /** Messages */
            messages: {
                [key: string]: unknown;
            }[];
            /** Interactions */
            interactions: {
                [key: string]: unknown;
            }[];
            /** Opt Out Answers */
            opt_out_answers: {
                [key: string]: unknown;
            }[];
            /** Chats Answered Elsewhere */
            chats_answered_elsewhere: {
                [key: string]: unknown;
            }[];
            /** Replies Not Attributed */
            replies_not_attributed: {
                [key: string]: unknown;
            }[];
        };
        /**
         * ContactCounts
         * @description All contacts, by what is known about them.
         * @example {
         *       "not_known": 3,
         *       "not_on_whatsapp": 1,
         *       "on_whatsapp": 5,
         *       "opted_out": 1,
         *       "total": 9
         *     }
         */
        ContactCounts: {
            /** Total */
            total: number;
            /** On Whatsapp */
            on_whatsapp: number;
            /** Not On Whatsapp */
            not_on_whatsapp: number;
            /** Not Known */
            not_known: number;
            /** Opted Out */
            opted_out: number;
        };
        /**
         * ContactList
         * @description A page. `total` is exact where the counts know it, else null.
         * @example {
         *       "items": [
         *         {
         *           "attributes": {
         *             "city": "Cotonou"
         *           },
         *           "category_ids": [
         *             3
         *           ],
         *           "consented_at": "2026-11-01T08:00:00Z",
         *           "created_at": "2026-11-01T08:00:00Z",
         *           "first_name": "Awa",
         *           "id": 17,
         *           "interacted_at": "2026-11-02T09:31:12Z",
         *           "last_name": "Mensah",
         *           "phone": "+2290197000001",
         *           "username": "awa.mensah",
         *           "verified_at": "2026-11-02T09:30:00Z",
         *           "whatsapp_verified": true,
         *           "opted_out_at": null,
         *           "opted_out_reason": null
         *         }
         *       ],
         *       "total": 1,
         *       "next_cursor": null
         *     }
         */
        ContactList: {
            /** Items */
            items: components["schemas"]["ContactAnswer"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
        };
        /**
         * ContactMatches
         * @description How many contacts a filter means.
         * @example {
         *       "count": 412
         *     }
         */
        ContactMatches: {
            /** Count */
            count: number;
        };
        /**
         * ContactPatch
         * @description What changes; the rest stays. Attributes are merged, null removes one.
         * @example {
         *       "whatsapp_verified": false
         *     }
         */
        ContactPatch: {
            /** First Name */
            first_name?: string | null;
            /** Last Name */
            last_name?: string | null;
            /** Phone */
            phone?: string | null;
            /** Attributes */
            attributes?: {
                [key: string]: string | boolean | number | null;
            } | null;
            /** Category Ids */
            category_ids?: number[] | null;
            /** Country */
            country?: string | null;
            /** Whatsapp Verified */
            whatsapp_verified?: boolean | null;
        };
        /**
         * ContactReplacement
         * @description What a contact shall be: what is left out is cleared, but for `category_ids` and `whatsapp_verified`,
         *     which then stay as they are.
         * @example {
         *       "attributes": {
         *         "city": "Cotonou"
         *       },
         *       "category_ids": [
         *         3
         *       ],
         *       "first_name": "Awa",
         *       "last_name": "Mensah",
         *       "phone": "+2290197000001"
         *     }
         */
        ContactReplacement: {
            /** First Name */
            first_name?: string | null;
            /** Last Name */
            last_name?: string | null;
            /** Phone */
            phone: string;
            /** Attributes */
            attributes?: {
                [key: string]: string | boolean | number | null;
            };
            /** Category Ids */
            category_ids?: number[] | null;
            /** Country */
            country?: string | null;
            /** Whatsapp Verified */
            whatsapp_verified?: boolean | null;
        };
        /**
         * Contacts
         * @description Contacts that are not deleted.
         */
        Contacts: {
            /** Total */
            total: number;
            /** On Whatsapp */
            on_whatsapp: number;
            /** Not On Whatsapp */
            not_on_whatsapp: number;
            /** Not Known */
            not_known: number;
            /** Opted Out */
            opted_out: number;
        };
        /**
         * CopyKind
         * @description For a program, or for the person to read.
         * @enum {string}
         */
        CopyKind: "json" | "html";
        /**
         * CountryDoubtBody
         * @description Numbers without country code that would be read by `country`, and are valid ones of `suggested`.
         *
         *     `because`: where the file's other numbers are from, what a column of countries says, or where the contacts
         *     here are from. `numbers` of `of` in a sample of the file; the first of them as it is `written`, as it is
         *     `stored` (null where it is refused), and as it would be `instead`.
         * @example {
         *       "because": "contacts",
         *       "country": "FR",
         *       "instead": "+2290197456789",
         *       "numbers": 180,
         *       "of": 200,
         *       "stored": "+33197456789",
         *       "suggested": "BJ",
         *       "written": "01 97 45 67 89"
         *     }
         */
        CountryDoubtBody: {
            /** Country */
            country: string | null;
            /** Suggested */
            suggested: string;
            /**
             * Because
             * @enum {string}
             */
            because: "file" | "country_column" | "contacts";
            /** Numbers */
            numbers: number;
            /** Of */
            of: number;
            /** Written */
            written: string;
            /** Stored */
            stored: string | null;
            /** Instead */
            instead: string;
        };
        /**
         * Credentials
         * @description A name and a password to log in with.
         * @example {
         *       "username": "awa",
         *       "password": "correct horse battery"
         *     }
         */
        Credentials: {
            /**
             * Username
             * @example awa
             */
            username: string;
            /**
             * Password
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * DashboardStats
         * @description Everything the first page shows.
         * @example {
         *       "campaigns": {
         *         "by_status": {
         *           "completed": 1,
         *           "draft": 1,
         *           "failed": 0,
         *           "paused": 0,
         *           "preparing": 0,
         *           "scheduled": 0,
         *           "sending": 1,
         *           "stopped": 0
         *         },
         *         "total": 3
         *       },
         *       "categories": 12,
         *       "contacts": {
         *         "not_known": 840,
         *         "not_on_whatsapp": 60,
         *         "on_whatsapp": 4100,
         *         "opted_out": 35,
         *         "total": 5000
         *       },
         *       "funnel": {
         *         "delivered": 900,
         *         "interacted": 120,
         *         "message_2_sent": 118,
         *         "read": 520,
         *         "recipients": 1000,
         *         "sent": 980
         *       },
         *       "last_30_days": [
         *         {
         *           "date": "2026-11-22",
         *           "delivered": 1010,
         *           "failed": 12,
         *           "interacted": 120,
         *           "interactions": 131,
         *           "message_1_sent": 980,
         *           "message_2_sent": 118,
         *           "no_interaction": 0,
         *           "read": 600,
         *           "sent": 1098
         *         }
         *       ],
         *       "last_7_days": [
         *         {
         *           "date": "2026-11-22",
         *           "delivered": 1010,
         *           "failed": 12,
         *           "interacted": 120,
         *           "interactions": 131,
         *           "message_1_sent": 980,
         *           "message_2_sent": 118,
         *           "no_interaction": 0,
         *           "read": 600,
         *           "sent": 1098
         *         }
         *       ],
         *       "latest_messages": [
         *         {
         *           "campaign_id": 7,
         *           "campaign_name": "Rentrée",
         *           "contact_id": 99,
         *           "first_name": "Ann",
         *           "id": 4711,
         *           "last_name": "Kossou",
         *           "message_type": "message_1",
         *           "phone": "+2290197000001",
         *           "sent_at": "2026-11-22T10:03:11Z",
         *           "status": "read"
         *         }
         *       ],
         *       "messages": {
         *         "message_1": {
         *           "cancelled": 8,
         *           "delivered": 300,
         *           "failed": 12,
         *           "held": 0,
         *           "no_interaction": 140,
         *           "pending": 0,
         *           "read": 500,
         *           "sending": 0,
         *           "sent": 40,
         *           "unknown": 0
         *         },
         *         "message_2": {
         *           "cancelled": 8,
         *           "delivered": 300,
         *           "failed": 12,
         *           "held": 0,
         *           "no_interaction": 0,
         *           "pending": 0,
         *           "read": 500,
         *           "sending": 0,
         *           "sent": 40,
         *           "unknown": 0
         *         }
         *       },
         *       "rates": {
         *         "delivery_rate": 91.84,
         *         "interaction_rate": 12.24,
         *         "read_rate": 53.06,
         *         "success_rate": 91.84
         *       },
         *       "running_campaigns": [
         *         {
         *           "funnel": {
         *             "delivered": 900,
         *             "interacted": 120,
         *             "message_2_sent": 118,
         *             "read": 520,
         *             "recipients": 1000,
         *             "sent": 980
         *           },
         *           "id": 7,
         *           "launched_at": "2026-11-22T09:58:02Z",
         *           "messages": {
         *             "message_1": {
         *               "cancelled": 8,
         *               "delivered": 300,
         *               "failed": 12,
         *               "held": 0,
         *               "no_interaction": 140,
         *               "pending": 0,
         *               "read": 500,
         *               "sending": 0,
         *               "sent": 40,
         *               "unknown": 0
         *             },
         *             "message_2": {
         *               "cancelled": 8,
         *               "delivered": 300,
         *               "failed": 12,
         *               "held": 0,
         *               "no_interaction": 140,
         *               "pending": 0,
         *               "read": 500,
         *               "sending": 0,
         *               "sent": 40,
         *               "unknown": 0
         *             }
         *           },
         *           "name": "Rentrée",
         *           "phase": "waiting_for_replies",
         *           "progress": 100,
         *           "started_at": "2026-11-22T09:58:00Z",
         *           "status": "sending",
         *           "waiting_until": "2026-11-23T10:03:11Z",
         *           "status_reason": null,
         *           "status_reason_code": null,
         *           "status_reason_values": null,
         *           "scheduled_at": null
         *         }
         *       ],
         *       "today": "2026-11-22"
         *     }
         */
        DashboardStats: {
            contacts: components["schemas"]["Contacts"];
            /** Categories */
            categories: number;
            campaigns: components["schemas"]["Campaigns"];
            messages: components["schemas"]["MessageCounts"];
            funnel: components["schemas"]["Funnel"];
            rates: components["schemas"]["Rates"];
            /**
             * Today
             * Format: date
             */
            today: string;
            /**
             * Last 7 Days
             * @description every day, the oldest first
             */
            last_7_days: components["schemas"]["Day"][];
            /** Last 30 Days */
            last_30_days: components["schemas"]["Day"][];
            /** Latest Messages */
            latest_messages: components["schemas"]["LatestMessage"][];
            /**
             * Running Campaigns
             * @description the newest first, at most 20
             */
            running_campaigns: components["schemas"]["RunningCampaign"][];
        };
        /**
         * Day
         * @description One day of all numbers, in the installation's time zone; both types together unless named.
         */
        Day: {
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Message 1 Sent */
            message_1_sent: number;
            /** Message 2 Sent */
            message_2_sent: number;
            /** Sent */
            sent: number;
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Failed */
            failed: number;
            /** Interacted */
            interacted: number;
            /** No Interaction */
            no_interaction: number;
            /** Interactions */
            interactions: number;
        };
        /**
         * DayFigures
         * @description What happened on a day; both types of messages together unless named.
         * @example {
         *       "delivered": 740,
         *       "failed": 12,
         *       "interacted": 84,
         *       "interaction_rate": 12,
         *       "interactions": 97,
         *       "no_interaction": 20,
         *       "read": 510,
         *       "sent": {
         *         "message_1": 700,
         *         "message_2": 70,
         *         "total": 770
         *       }
         *     }
         */
        DayFigures: {
            sent: components["schemas"]["Sent"];
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Failed */
            failed: number;
            /**
             * Interacted
             * @description contacts who interacted with their Message 1
             */
            interacted: number;
            /** No Interaction */
            no_interaction: number;
            /**
             * Interactions
             * @description everything contacts did, inside a window or not
             */
            interactions: number;
            /**
             * Interaction Rate
             * @description interacted / Message 1 sent; replies to earlier days count
             */
            interaction_rate: number;
        };
        /**
         * DefaultCountryAnswer
         * @description The country of numbers without country code, and whether it is set or that of the sending numbers.
         * @example {
         *       "country": "BJ",
         *       "origin": "setting"
         *     }
         */
        DefaultCountryAnswer: {
            /** Country */
            country: string | null;
            /** Origin */
            origin: ("setting" | "sender") | null;
        };
        /**
         * DoubtDecider
         * @description Who decided. `id` is null for the command line.
         */
        DoubtDecider: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "user" | "api_key" | "command";
            /** Id */
            id: number | null;
            /** Name */
            name: string | null;
        };
        /**
         * DoubtMoment
         * @description What left within a short time and was never heard of: so many requests were on the wire then.
         */
        DoubtMoment: {
            /**
             * From At
             * Format: date-time
             */
            from_at: string;
            /**
             * Until At
             * Format: date-time
             */
            until_at: string;
            /** Messages */
            messages: number;
        };
        /**
         * DoubtReason
         * @description Why some of them wait: a stable word, its values, and the English sentence made of both.
         */
        DoubtReason: {
            /** Code */
            code: string;
            /** Text */
            text: string;
            /**
             * Values
             * @description of the largest group with this reason
             */
            values: {
                [key: string]: unknown;
            };
            /** Messages */
            messages: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /**
         * DoubtVerdict
         * @description What somebody decided.
         */
        DoubtVerdict: {
            /** Id */
            id: number;
            message_type: components["schemas"]["MessageType"];
            /**
             * Decision
             * @enum {string}
             */
            decision: "wait" | "count_as_sent" | "send_again";
            /** Left Before */
            left_before: string | null;
            /**
             * Decided At
             * Format: date-time
             */
            decided_at: string;
            decided_by: components["schemas"]["DoubtDecider"];
            /** Messages */
            messages: number;
            /**
             * Heard Since
             * @description of them, attempts of which Meta has told since that it took them
             */
            heard_since: number;
        };
        /**
         * DoubtsDecided
         * @description How many doubts were decided now, and how many were not.
         * @example {
         *       "decided": 11,
         *       "decision": "send_again",
         *       "left_out": {
         *         "campaign_stopped": 0,
         *         "decided_before": 0,
         *         "settled": 1,
         *         "window_closed": 0
         *       },
         *       "message_type": "message_1",
         *       "more": false
         *     }
         */
        DoubtsDecided: {
            message_type: components["schemas"]["MessageType"];
            /**
             * Decision
             * @enum {string}
             */
            decision: "wait" | "count_as_sent" | "send_again";
            /** Decided */
            decided: number;
            left_out: components["schemas"]["DoubtsLeftOut"];
            /**
             * More
             * @description there was no time for all: ask again
             */
            more: boolean;
        };
        /**
         * DoubtsLeftOut
         * @description Why messages were left as they are.
         */
        DoubtsLeftOut: {
            /**
             * Settled
             * @description no longer in doubt: an echo came, or somebody was quicker
             */
            settled: number;
            /**
             * Decided Before
             * @description the first decision on an attempt is the only one
             */
            decided_before: number;
            /**
             * Window Closed
             * @description Messages 2 whose customer service window is over
             */
            window_closed: number;
            /**
             * Campaign Stopped
             * @description nothing leaves from a campaign that was stopped
             */
            campaign_stopped: number;
        };
        /**
         * DoubtsOfType
         * @description Messages of one type of which nobody can tell whether Meta took them.
         */
        DoubtsOfType: {
            message_type: components["schemas"]["MessageType"];
            /** Messages */
            messages: number;
            /**
             * Ripe
             * @description of them, those that left before `ripe_before`
             */
            ripe: number;
            /**
             * Since
             * Format: date-time
             * @description when the first of them left
             */
            since: string;
            /**
             * Newest At
             * Format: date-time
             * @description when the last of them left
             */
            newest_at: string;
            /**
             * Held Open Until
             * @description they keep the campaign open until then; null once it is closed
             */
            held_open_until: string | null;
            /**
             * Window Closed
             * @description Messages 2 that cannot be sent again: their window is over
             */
            window_closed: number;
            /**
             * Twice If Sent Again
             * @description people who may get it twice, at most
             */
            twice_if_sent_again: number;
            /**
             * Nothing If Counted
             * @description people who may get nothing, at most
             */
            nothing_if_counted: number;
            /**
             * Reasons
             * @description why they wait, the most frequent first
             */
            reasons: components["schemas"]["DoubtReason"][];
            /**
             * Moments
             * @description when they left, the newest first, 20 at most
             */
            moments: components["schemas"]["DoubtMoment"][];
        };
        /**
         * DoubtsRequest
         * @description What to do with the doubts of a type. `left_before`: only with messages that left before that time.
         *
         *     `wait` changes nothing. `count_as_sent` believes that Meta took them. `send_again` may reach people twice.
         * @example {
         *       "decision": "send_again",
         *       "left_before": "2026-11-22T14:10:00Z",
         *       "message_type": "message_1"
         *     }
         */
        DoubtsRequest: {
            /**
             * Message Type
             * @enum {string}
             */
            message_type: "message_1" | "message_2";
            /**
             * Decision
             * @enum {string}
             */
            decision: "wait" | "count_as_sent" | "send_again";
            /**
             * Left Before
             * @description null: all that are in doubt now
             */
            left_before?: string | null;
        };
        /**
         * Drop
         * @description What came in and was counted, not kept.
         */
        Drop: {
            /** Reason */
            reason: string;
            /** Count */
            count: number;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
        };
        /**
         * ErrorBody
         * @description The body of every error.
         */
        ErrorBody: {
            error: components["schemas"]["ErrorDetail"];
        };
        /**
         * ErrorDetail
         * @description What happened and what to do. `code` is a stable snake_case word; `values` fill its sentence, which
         *     `message` is in English.
         */
        ErrorDetail: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Values */
            values: {
                [key: string]: unknown;
            };
            /** Request Id */
            request_id: string;
        };
        /**
         * ErrorGroupAnswer
         * @description Failures with one code of Meta. Negative codes are Relance's own. `words` and `advice` are ours.
         * @example {
         *       "advice": "Check the phone number.",
         *       "campaign_id": 7,
         *       "code": 131026,
         *       "count": 12,
         *       "last_at": "2026-11-22T10:03:11Z",
         *       "message_id": 4711,
         *       "retryable_by_hand": true,
         *       "scope": "row",
         *       "title": "Message undeliverable",
         *       "words": "Not deliverable: not on WhatsApp, or the app is too old.",
         *       "details": null
         *     }
         */
        ErrorGroupAnswer: {
            /** Code */
            code: number;
            /** Count */
            count: number;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Words */
            words: string;
            /** Advice */
            advice: string;
            /**
             * Scope
             * @enum {string}
             */
            scope: "row" | "number" | "template" | "account";
            /** Retryable By Hand */
            retryable_by_hand: boolean;
            /**
             * Title
             * @description Meta's words for the newest example
             */
            title: string | null;
            /** Details */
            details: string | null;
            /** Message Id */
            message_id: number;
            /** Campaign Id */
            campaign_id: number | null;
        };
        /**
         * ErrorStory
         * @description Meta's words (`title`, `details`), what they mean and what to do.
         */
        ErrorStory: {
            /** Code */
            code: number;
            /** Title */
            title: string | null;
            /** Details */
            details: string | null;
            /** Meaning */
            meaning: string;
            /** Advice */
            advice: string;
            /**
             * Retryable
             * @description whether a retry by hand would take it
             */
            retryable: boolean;
        };
        /**
         * ErrorsAnswer
         * @description Failures by code, and the latest ones.
         * @example {
         *       "days": 7,
         *       "items": [
         *         {
         *           "advice": "Check the phone number.",
         *           "campaign_id": 7,
         *           "code": 131026,
         *           "count": 12,
         *           "last_at": "2026-11-22T10:03:11Z",
         *           "message_id": 4711,
         *           "retryable_by_hand": true,
         *           "scope": "row",
         *           "title": "Message undeliverable",
         *           "words": "Not deliverable: not on WhatsApp, or the app is too old.",
         *           "details": null
         *         }
         *       ],
         *       "latest": [
         *         {
         *           "campaign_id": 7,
         *           "campaign_name": "Rentrée",
         *           "code": 131026,
         *           "contact_id": 12,
         *           "failed_at": "2026-11-22T10:03:11Z",
         *           "message_id": 4711,
         *           "message_type": "message_1",
         *           "sender_id": 1,
         *           "title": "Message undeliverable"
         *         }
         *       ],
         *       "total": 1
         *     }
         */
        ErrorsAnswer: {
            /** Days */
            days: number;
            /** Items */
            items: components["schemas"]["ErrorGroupAnswer"][];
            /** Next Cursor */
            next_cursor?: null;
            /**
             * Total
             * @description how many codes, 100 at most
             */
            total: number;
            /** Latest */
            latest: components["schemas"]["FailedMessage"][];
        };
        /**
         * FailedMessage
         * @description A message that is failed now.
         */
        FailedMessage: {
            /** Message Id */
            message_id: number;
            /** Campaign Id */
            campaign_id: number;
            /** Campaign Name */
            campaign_name: string;
            /** Contact Id */
            contact_id: number;
            /** Sender Id */
            sender_id: number;
            /**
             * Message Type
             * @enum {string}
             */
            message_type: "message_1" | "message_2";
            /** Code */
            code: number;
            /** Title */
            title: string | null;
            /**
             * Failed At
             * Format: date-time
             */
            failed_at: string;
        };
        /**
         * FileKind
         * @description What is downloaded.
         * @enum {string}
         */
        FileKind: "csv" | "xlsx";
        /**
         * FilterBody
         * @description The filter of a list, as its query has it. Empty: every contact.
         */
        FilterBody: {
            /** Q */
            q?: string | null;
            /**
             * Search
             * @description another name of q
             */
            search?: string | null;
            /** Category Id */
            category_id?: number | null;
            whatsapp_verified?: components["schemas"]["Verified"] | null;
            /** Opted Out */
            opted_out?: boolean | null;
            /** Interacted */
            interacted?: boolean | null;
            /** Field */
            field?: string[] | null;
        };
        /**
         * FirstUser
         * @description The super admin to make, and the code that `relance up` prints.
         * @example {
         *       "code": "ABCD-EFGH-IJKL-MNOP",
         *       "username": "awa",
         *       "password": "correct horse battery"
         *     }
         */
        FirstUser: {
            /**
             * Code
             * @example ABCD-EFGH-IJKL-MNOP
             */
            code: string;
            /**
             * Username
             * @example awa
             */
            username: string;
            /**
             * Password
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * Funnel
         * @description How many Messages 1 ever got that far, whatever came after, and the Messages 2 sent.
         * @example {
         *       "delivered": 900,
         *       "interacted": 120,
         *       "message_2_sent": 118,
         *       "read": 520,
         *       "recipients": 1000,
         *       "sent": 980
         *     }
         */
        Funnel: {
            /** Recipients */
            recipients: number;
            /** Sent */
            sent: number;
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Interacted */
            interacted: number;
            /** Message 2 Sent */
            message_2_sent: number;
        };
        /**
         * Gap
         * @description A time in which webhooks were refused or not heard; Meta delivers again.
         */
        Gap: {
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Ended At
             * Format: date-time
             */
            ended_at: string;
            /** Reason */
            reason: string;
        };
        /**
         * Header
         * @description The header of the template: a media by id or link, or the text of its variable.
         */
        Header: {
            /** Media Id */
            media_id?: string | null;
            /** Link */
            link?: string | null;
            /** Text */
            text?: string | null;
            /** Filename */
            filename?: string | null;
        };
        /**
         * HeaderAnswer
         * @description The header of the template as it was given.
         */
        HeaderAnswer: {
            /** Media Id */
            media_id?: string;
            /** Link */
            link?: string;
            /** Text */
            text?: string;
            /** Filename */
            filename?: string;
        };
        /**
         * HindranceAnswer
         * @description Why nothing is sent, on one number of Meta's or (null) on all, as a sender or the database says.
         */
        HindranceAnswer: {
            /**
             * Code
             * @enum {string}
             */
            code: "pace_elsewhere" | "line_lost" | "line_held" | "sent_log" | "restored_unanswered" | "restored_settling";
            /** Reason */
            reason: string;
            /** Number */
            number: string | null;
            /** For S */
            for_s: number | null;
        };
        /**
         * History
         * @description Every day and number, the oldest day first, also those without anything.
         * @example {
         *       "days": 1,
         *       "items": [
         *         {
         *           "date": "2026-11-22",
         *           "delivered": 740,
         *           "failed": 12,
         *           "interacted": 84,
         *           "interaction_rate": 12,
         *           "interactions": 97,
         *           "no_interaction": 20,
         *           "read": 510,
         *           "sender_id": 1,
         *           "sent": {
         *             "message_1": 700,
         *             "message_2": 70,
         *             "total": 770
         *           }
         *         }
         *       ],
         *       "total": 1
         *     }
         */
        History: {
            /** Days */
            days: number;
            /** Items */
            items: components["schemas"]["HistoryItem"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * HistoryItem
         * @description One day of one number.
         * @example {
         *       "date": "2026-11-22",
         *       "delivered": 740,
         *       "failed": 12,
         *       "interacted": 84,
         *       "interaction_rate": 12,
         *       "interactions": 97,
         *       "no_interaction": 20,
         *       "read": 510,
         *       "sender_id": 1,
         *       "sent": {
         *         "message_1": 700,
         *         "message_2": 70,
         *         "total": 770
         *       }
         *     }
         */
        HistoryItem: {
            sent: components["schemas"]["Sent"];
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Failed */
            failed: number;
            /**
             * Interacted
             * @description contacts who interacted with their Message 1
             */
            interacted: number;
            /** No Interaction */
            no_interaction: number;
            /**
             * Interactions
             * @description everything contacts did, inside a window or not
             */
            interactions: number;
            /**
             * Interaction Rate
             * @description interacted / Message 1 sent; replies to earlier days count
             */
            interaction_rate: number;
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Sender Id */
            sender_id: number;
        };
        /**
         * ImageMessage2
         * @description An image by media id or link, with a caption that may use fields.
         */
        ImageMessage2: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "image";
            /** Media Id */
            media_id?: string | null;
            /** Link */
            link?: string | null;
            /** Caption */
            caption?: string | null;
        };
        /**
         * ImportFailure
         * @description Why an import failed. `values` fill the sentence of `code`, which `message` is in English; null of
         *     older ones.
         */
        ImportFailure: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Values */
            values: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * ImportJob
         * @description An import. `progress` is per cent of the file; lines = created + updated + unchanged +
         *     duplicates_in_file + rejected + erased.
         * @example {
         *       "category_id": 3,
         *       "category_name": "Customers",
         *       "created": 4800,
         *       "created_at": "2026-11-02T09:30:00Z",
         *       "default_country": "BJ",
         *       "dry_run": false,
         *       "duplicates_in_file": 10,
         *       "erased": 0,
         *       "filename": "contacts.csv",
         *       "id": 4,
         *       "lines": 5000,
         *       "progress": 42.5,
         *       "reading": {
         *         "encoding": "utf-8",
         *         "hidden_rows": 0,
         *         "separator": ";",
         *         "sheet_is_full": false,
         *         "with_hidden": false,
         *         "sheet": null
         *       },
         *       "rejected": 30,
         *       "size_bytes": 81234,
         *       "started_at": "2026-11-02T09:30:01Z",
         *       "status": "running",
         *       "unchanged": 60,
         *       "undone": 0,
         *       "update_existing": true,
         *       "updated": 100,
         *       "warnings": 5,
         *       "error": null,
         *       "finished_at": null,
         *       "country_doubt": null,
         *       "undone_at": null
         *     }
         */
        ImportJob: {
            /** Id */
            id: number;
            /**
             * Status
             * @enum {string}
             */
            status: "queued" | "running" | "completed" | "failed";
            /** Filename */
            filename: string;
            /** Size Bytes */
            size_bytes: number;
            /** Category Id */
            category_id: number | null;
            /** Category Name */
            category_name: string | null;
            /** Default Country */
            default_country: string | null;
            /** Update Existing */
            update_existing: boolean;
            /** Lines */
            lines: number;
            /** Created */
            created: number;
            /** Updated */
            updated: number;
            /** Unchanged */
            unchanged: number;
            /** Duplicates In File */
            duplicates_in_file: number;
            /** Rejected */
            rejected: number;
            /** Warnings */
            warnings: number;
            /** Progress */
            progress: number;
            error: components["schemas"]["ImportFailure"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Started At */
            started_at: string | null;
            /** Finished At */
            finished_at: string | null;
            country_doubt: components["schemas"]["CountryDoubtBody"] | null;
            reading: components["schemas"]["ReadingBody"] | null;
            /** Dry Run */
            dry_run: boolean;
            /** Undone */
            undone: number;
            /** Undone At */
            undone_at: string | null;
            /**
             * Erased
             * @description people who were erased, left out
             */
            erased: number;
        };
        /**
         * ImportLine
         * @description A line of the file, and why it was rejected or is to be checked.
         *
         *     `content` is its beginning; of a warning the number as the file has it (empty of older ones), and `stored`
         *     as it was taken. `values` fill the sentence of `code`, which `reason` is in English; both are null of
         *     older ones.
         * @example {
         *       "code": "cells",
         *       "content": "abc | Bad",
         *       "line": 3,
         *       "reason": "it has 2 cells, the header has 1",
         *       "values": {
         *         "cells": 2,
         *         "width": 1
         *       },
         *       "stored": null
         *     }
         */
        ImportLine: {
            /** Line */
            line: number;
            /** Content */
            content: string;
            /** Reason */
            reason: string;
            /** Code */
            code: string | null;
            /** Values */
            values: {
                [key: string]: unknown;
            } | null;
            /** Stored */
            stored: string | null;
        };
        /**
         * ImportLineKind
         * @description How many lines there are of one reason.
         * @example {
         *       "code": "ten_digits_in_benin",
         *       "lines": 120
         *     }
         */
        ImportLineKind: {
            /** Code */
            code: string;
            /** Lines */
            lines: number;
        };
        /**
         * ImportLineKinds
         * @description The reasons of an import's lines, the most frequent first; of the first 100,000 lines.
         * @example {
         *       "items": [
         *         {
         *           "code": "ten_digits_in_benin",
         *           "lines": 120
         *         }
         *       ]
         *     }
         */
        ImportLineKinds: {
            /** Items */
            items: components["schemas"]["ImportLineKind"][];
        };
        /**
         * ImportLineList
         * @description A page of lines, in the order of the file.
         * @example {
         *       "items": [
         *         {
         *           "code": "cells",
         *           "content": "abc | Bad",
         *           "line": 3,
         *           "reason": "it has 2 cells, the header has 1",
         *           "values": {
         *             "cells": 2,
         *             "width": 1
         *           },
         *           "stored": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": null
         *     }
         */
        ImportLineList: {
            /** Items */
            items: components["schemas"]["ImportLine"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: null;
        };
        /**
         * ImportList
         * @description A page of imports, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "category_id": 3,
         *           "category_name": "Customers",
         *           "created": 4800,
         *           "created_at": "2026-11-02T09:30:00Z",
         *           "default_country": "BJ",
         *           "dry_run": false,
         *           "duplicates_in_file": 10,
         *           "erased": 0,
         *           "filename": "contacts.csv",
         *           "id": 4,
         *           "lines": 5000,
         *           "progress": 42.5,
         *           "reading": {
         *             "encoding": "utf-8",
         *             "hidden_rows": 0,
         *             "separator": ";",
         *             "sheet_is_full": false,
         *             "with_hidden": false,
         *             "sheet": null
         *           },
         *           "rejected": 30,
         *           "size_bytes": 81234,
         *           "started_at": "2026-11-02T09:30:01Z",
         *           "status": "running",
         *           "unchanged": 60,
         *           "undone": 0,
         *           "update_existing": true,
         *           "updated": 100,
         *           "warnings": 5,
         *           "error": null,
         *           "finished_at": null,
         *           "country_doubt": null,
         *           "undone_at": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": null
         *     }
         */
        ImportList: {
            /** Items */
            items: components["schemas"]["ImportJob"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: null;
        };
        /**
         * ImportPreview
         * @description What a file looks like. `problem`: why it cannot be imported so, null when it can.
         *
         *     `numbers` are three as `default_country` reads them, which was asked for, is the installation's setting,
         *     or that of its sending numbers. Where `country_doubt` is not null, ask before it starts.
         * @example {
         *       "columns": [
         *         {
         *           "header": "Téléphone",
         *           "holds": "numbers",
         *           "meaning": "phone",
         *           "place": 0
         *         }
         *       ],
         *       "default_country": "BJ",
         *       "default_country_origin": "setting",
         *       "numbers": [
         *         {
         *           "country": "BJ",
         *           "stored": "+2290197000001",
         *           "written": "97 00 00 01",
         *           "code": null,
         *           "reason": null,
         *           "values": null
         *         }
         *       ],
         *       "reading": {
         *         "encoding": "utf-8",
         *         "hidden_rows": 0,
         *         "separator": ";",
         *         "sheet_is_full": false,
         *         "with_hidden": false,
         *         "sheet": null
         *       },
         *       "rows": [
         *         [
         *           "97000001"
         *         ]
         *       ],
         *       "sheets": [],
         *       "problem": null,
         *       "country_doubt": null
         *     }
         */
        ImportPreview: {
            /** Columns */
            columns: components["schemas"]["PreviewColumn"][];
            /** Rows */
            rows: string[][];
            /** Problem */
            problem: string | null;
            /** Default Country */
            default_country: string | null;
            /** Default Country Origin */
            default_country_origin: ("asked" | "setting" | "sender") | null;
            /** Numbers */
            numbers: components["schemas"]["PreviewNumber"][];
            country_doubt: components["schemas"]["CountryDoubtBody"] | null;
            reading: components["schemas"]["ReadingBody"];
            /** Sheets */
            sheets: string[];
        };
        /**
         * ImportUndoable
         * @description Contacts that an import created: how many an undo takes back, how many stay since they were used.
         * @example {
         *       "until": "2026-11-03T09:31:00Z",
         *       "unused": 4800,
         *       "used": 12
         *     }
         */
        ImportUndoable: {
            /** Unused */
            unused: number;
            /** Used */
            used: number;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * ImportUndone
         * @description So many were taken back by all requests together; not `is_done`: ask again.
         * @example {
         *       "is_done": true,
         *       "undone": 4800
         *     }
         */
        ImportUndone: {
            /** Undone */
            undone: number;
            /** Is Done */
            is_done: boolean;
        };
        /**
         * IntakeStatus
         * @description Healthy: an API process listens, and nothing was refused in the last five minutes.
         */
        IntakeStatus: {
            /** Healthy */
            healthy: boolean;
            /**
             * Gaps
             * @description of the last seven days, the latest first, at most 20
             */
            gaps: components["schemas"]["Gap"][];
            /** Drops */
            drops: components["schemas"]["Drop"][];
            /**
             * Kept Replies
             * @description replies under an id that nobody is known by yet; taken in when it is learnt, deleted (and counted as `stranger`) at the end of the window that they may belong to
             */
            kept_replies: number;
        };
        /**
         * InteractionOfMessage
         * @description Something the contact did in answer.
         */
        InteractionOfMessage: {
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "button" | "button_reply" | "list_reply" | "form" | "call_permission_reply" | "interactive" | "reaction" | "voice" | "audio" | "image" | "video" | "document" | "sticker" | "location" | "contacts" | "order" | "other";
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Text */
            text: string | null;
            /** Payload */
            payload: string | null;
            /** In Window */
            in_window: boolean;
        };
        /**
         * KnownEnds
         * @description How doubts of this number ended in the last 90 days, as far as it is known.
         */
        KnownEnds: {
            /**
             * Taken
             * @description heard of after all: Meta had taken them
             */
            taken: number;
            /**
             * Not Taken
             * @description proved: Meta had never taken them
             */
            not_taken: number;
        };
        /**
         * Language
         * @description Languages of files, those of the app.
         * @enum {string}
         */
        Language: "en" | "fr";
        /**
         * LatestMessage
         * @description A message that left lately. Names and phone are null for a deleted contact.
         */
        LatestMessage: {
            /** Id */
            id: number;
            message_type: components["schemas"]["MessageType"];
            status: components["schemas"]["State"];
            /**
             * Sent At
             * Format: date-time
             */
            sent_at: string;
            /** Contact Id */
            contact_id: number;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /** Phone */
            phone: string | null;
            /** Campaign Id */
            campaign_id: number;
            /** Campaign Name */
            campaign_name: string;
        };
        /**
         * LeftOut
         * @description Contacts who would get nothing, each under the first reason that holds.
         */
        LeftOut: {
            /** Opted Out */
            opted_out: number;
            /** No Address */
            no_address: number;
            /**
             * No Consent
             * @description with consent_only only
             */
            no_consent: number;
            /**
             * Not On Whatsapp
             * @description with skip_unreachable only
             */
            not_on_whatsapp: number;
            /** Missing Variable */
            missing_variable: number;
        };
        /**
         * Me
         * @description Who is calling: a user, or an API key (then `username` is null and `name` the key's).
         * @example {
         *       "id": 1,
         *       "kind": "user",
         *       "name": "awa",
         *       "role": "super_admin",
         *       "username": "awa"
         *     }
         */
        Me: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "user" | "api_key";
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Username */
            username: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "super_admin";
        };
        /**
         * MediaBody
         * @description An image. Campaigns name it by `reference`, which never changes; `size` in bytes.
         * @example {
         *       "created_at": "2026-11-01T12:00:00Z",
         *       "filename": "offer.jpg",
         *       "height": 628,
         *       "id": 4,
         *       "mime": "image/jpeg",
         *       "reference": "media:4",
         *       "sha256": "abababababababababababababababababababababababababababababababab",
         *       "size": 81234,
         *       "uploaded_at": "2026-11-01T12:00:00Z",
         *       "width": 1200
         *     }
         */
        MediaBody: {
            /** Id */
            id: number;
            /** Reference */
            reference: string;
            /**
             * Mime
             * @enum {string}
             */
            mime: "image/jpeg" | "image/png";
            /** Filename */
            filename: string;
            /** Width */
            width: number;
            /** Height */
            height: number;
            /** Size */
            size: number;
            /** Sha256 */
            sha256: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Uploaded At */
            uploaded_at: string | null;
        };
        /**
         * MediaList
         * @description A page of images, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "created_at": "2026-11-01T12:00:00Z",
         *           "filename": "offer.jpg",
         *           "height": 628,
         *           "id": 4,
         *           "mime": "image/jpeg",
         *           "reference": "media:4",
         *           "sha256": "abababababababababababababababababababababababababababababababab",
         *           "size": 81234,
         *           "uploaded_at": "2026-11-01T12:00:00Z",
         *           "width": 1200
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        MediaList: {
            /** Items */
            items: components["schemas"]["MediaBody"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * Membership
         * @description Contacts to file under a category, or to take out of it.
         * @example {
         *       "action": "add",
         *       "category_id": 3,
         *       "ids": [
         *         17,
         *         18
         *       ]
         *     }
         */
        Membership: {
            /** Ids */
            ids?: number[] | null;
            /**
             * Contact Ids
             * @description another name of ids
             */
            contact_ids?: number[] | null;
            filter?: components["schemas"]["FilterBody"] | null;
            /** Cursor */
            cursor?: string | null;
            /**
             * Action
             * @enum {string}
             */
            action: "add" | "remove";
            /** Category Id */
            category_id: number;
        };
        /**
         * Message2Answer
         * @description Message 2 as it was given: `text`, with `buttons`; or the image with its `caption`.
         */
        Message2Answer: {
            /**
             * Type
             * @enum {string}
             */
            type: "text" | "buttons" | "image";
            /** Text */
            text?: string;
            /** Buttons */
            buttons?: components["schemas"]["ReplyButtonAnswer"][];
            /** Media Id */
            media_id?: string;
            /** Link */
            link?: string;
            /** Caption */
            caption?: string;
        };
        /**
         * MessageCounts
         * @description Present states of both types.
         */
        MessageCounts: {
            message_1: components["schemas"]["StateCounts"];
            message_2: components["schemas"]["StateCounts"];
        };
        /**
         * MessageDetail
         * @description A message with its story. `is_test`: sent to a number of the team, not counted in the campaign.
         * @example {
         *       "attempt": 1,
         *       "billable": true,
         *       "campaign_id": 3,
         *       "campaign_name": "Offre de novembre",
         *       "contact_id": 12,
         *       "counted_as_sent": false,
         *       "created_at": "2026-11-22T10:00:00Z",
         *       "delivered_at": "2026-11-22T10:00:06Z",
         *       "echoed_at": "2026-11-22T10:00:05Z",
         *       "expires_at": "2026-11-23T10:00:04Z",
         *       "first_name": "Awa",
         *       "id": 4711,
         *       "interactions": [],
         *       "is_test": false,
         *       "last_name": "Mensah",
         *       "message_type": "message_1",
         *       "old_wamids": [],
         *       "parameters": {
         *         "1": "Awa"
         *       },
         *       "phone": "+2290197000001",
         *       "pricing_category": "marketing",
         *       "pricing_type": "regular",
         *       "read_at": "2026-11-22T10:03:11Z",
         *       "retries": 0,
         *       "sender_id": 1,
         *       "sent_at": "2026-11-22T10:00:04Z",
         *       "state": "read",
         *       "story": [
         *         {
         *           "at": "2026-11-22T10:00:00Z",
         *           "event": "created",
         *           "text": null
         *         }
         *       ],
         *       "wamid": "wamid.HBgL",
         *       "interacted_at": null,
         *       "no_interaction_at": null,
         *       "failed_at": null,
         *       "cancel_reason": null,
         *       "error_code": null,
         *       "error_title": null,
         *       "unknown_at": null,
         *       "revived_at": null,
         *       "fbtrace_id": null,
         *       "error": null
         *     }
         */
        MessageDetail: {
            /** Id */
            id: number;
            /** Campaign Id */
            campaign_id: number;
            /** Campaign Name */
            campaign_name: string;
            /** Contact Id */
            contact_id: number;
            /**
             * Phone
             * @description null once the contact is deleted
             */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /** Sender Id */
            sender_id: number;
            message_type: components["schemas"]["MessageType"];
            state: components["schemas"]["State"];
            /** Attempt */
            attempt: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Sent At */
            sent_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
            /** Read At */
            read_at: string | null;
            /** Interacted At */
            interacted_at: string | null;
            /** No Interaction At */
            no_interaction_at: string | null;
            /** Failed At */
            failed_at: string | null;
            /**
             * Expires At
             * @description end of the window in which an answer counts
             */
            expires_at: string | null;
            /** Cancel Reason */
            cancel_reason: string | null;
            /** Error Code */
            error_code: number | null;
            /** Error Title */
            error_title: string | null;
            /**
             * Counted As Sent
             * @description sent on a person's word: Meta has not told of it yet
             */
            counted_as_sent: boolean;
            /** Retries */
            retries: number;
            /** Wamid */
            wamid: string | null;
            /**
             * Old Wamids
             * @description Meta's ids of earlier attempts
             */
            old_wamids: string[];
            /**
             * Parameters
             * @description what was filled in, as it was then
             */
            parameters: {
                [key: string]: string;
            };
            /** Echoed At */
            echoed_at: string | null;
            /** Unknown At */
            unknown_at: string | null;
            /** Revived At */
            revived_at: string | null;
            /** Fbtrace Id */
            fbtrace_id: string | null;
            /** Pricing Category */
            pricing_category: string | null;
            /** Pricing Type */
            pricing_type: string | null;
            /** Billable */
            billable: boolean | null;
            /** Is Test */
            is_test: boolean;
            error: components["schemas"]["ErrorStory"] | null;
            /** Interactions */
            interactions: components["schemas"]["InteractionOfMessage"][];
            /** Story */
            story: components["schemas"]["StoryEvent"][];
        };
        /**
         * MessageItem
         * @description A message with its contact and campaign. Set-once times stay whatever the state is later.
         * @example {
         *       "attempt": 1,
         *       "campaign_id": 3,
         *       "campaign_name": "Offre de novembre",
         *       "contact_id": 12,
         *       "counted_as_sent": false,
         *       "created_at": "2026-11-22T10:00:00Z",
         *       "delivered_at": "2026-11-22T10:00:06Z",
         *       "expires_at": "2026-11-23T10:00:04Z",
         *       "first_name": "Awa",
         *       "id": 4711,
         *       "last_name": "Mensah",
         *       "message_type": "message_1",
         *       "phone": "+2290197000001",
         *       "read_at": "2026-11-22T10:03:11Z",
         *       "sender_id": 1,
         *       "sent_at": "2026-11-22T10:00:04Z",
         *       "state": "read",
         *       "interacted_at": null,
         *       "no_interaction_at": null,
         *       "failed_at": null,
         *       "cancel_reason": null,
         *       "error_code": null,
         *       "error_title": null
         *     }
         */
        MessageItem: {
            /** Id */
            id: number;
            /** Campaign Id */
            campaign_id: number;
            /** Campaign Name */
            campaign_name: string;
            /** Contact Id */
            contact_id: number;
            /**
             * Phone
             * @description null once the contact is deleted
             */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            /** Sender Id */
            sender_id: number;
            message_type: components["schemas"]["MessageType"];
            state: components["schemas"]["State"];
            /** Attempt */
            attempt: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Sent At */
            sent_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
            /** Read At */
            read_at: string | null;
            /** Interacted At */
            interacted_at: string | null;
            /** No Interaction At */
            no_interaction_at: string | null;
            /** Failed At */
            failed_at: string | null;
            /**
             * Expires At
             * @description end of the window in which an answer counts
             */
            expires_at: string | null;
            /** Cancel Reason */
            cancel_reason: string | null;
            /** Error Code */
            error_code: number | null;
            /** Error Title */
            error_title: string | null;
            /**
             * Counted As Sent
             * @description sent on a person's word: Meta has not told of it yet
             */
            counted_as_sent: boolean;
        };
        /**
         * MessageList
         * @description A page of messages. It may be short, even empty, and still have a `next_cursor`: go on with it.
         * @example {
         *       "items": [
         *         {
         *           "attempt": 1,
         *           "campaign_id": 3,
         *           "campaign_name": "Offre de novembre",
         *           "contact_id": 12,
         *           "counted_as_sent": false,
         *           "created_at": "2026-11-22T10:00:00Z",
         *           "delivered_at": "2026-11-22T10:00:06Z",
         *           "expires_at": "2026-11-23T10:00:04Z",
         *           "first_name": "Awa",
         *           "id": 4711,
         *           "last_name": "Mensah",
         *           "message_type": "message_1",
         *           "phone": "+2290197000001",
         *           "read_at": "2026-11-22T10:03:11Z",
         *           "sender_id": 1,
         *           "sent_at": "2026-11-22T10:00:04Z",
         *           "state": "read",
         *           "interacted_at": null,
         *           "no_interaction_at": null,
         *           "failed_at": null,
         *           "cancel_reason": null,
         *           "error_code": null,
         *           "error_title": null
         *         }
         *       ],
         *       "total": 1,
         *       "next_cursor": null
         *     }
         */
        MessageList: {
            /** Items */
            items: components["schemas"]["MessageItem"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
        };
        /**
         * MessageStats
         * @description All messages of all campaigns, by type and state.
         * @example {
         *       "funnel": {
         *         "delivered": 900,
         *         "interacted": 120,
         *         "message_2_sent": 118,
         *         "read": 520,
         *         "recipients": 1000,
         *         "sent": 980
         *       },
         *       "message_1": {
         *         "cancelled": 8,
         *         "delivered": 300,
         *         "failed": 12,
         *         "held": 0,
         *         "no_interaction": 140,
         *         "pending": 0,
         *         "read": 500,
         *         "sending": 0,
         *         "sent": 40,
         *         "unknown": 0
         *       },
         *       "message_2": {
         *         "cancelled": 8,
         *         "delivered": 300,
         *         "failed": 12,
         *         "held": 0,
         *         "no_interaction": 0,
         *         "pending": 0,
         *         "read": 500,
         *         "sending": 0,
         *         "sent": 40,
         *         "unknown": 0
         *       },
         *       "rates": {
         *         "delivery_rate": 91.84,
         *         "interaction_rate": 12.24,
         *         "read_rate": 53.06,
         *         "success_rate": 91.84
         *       },
         *       "total": 1000
         *     }
         */
        MessageStats: {
            message_1: components["schemas"]["StateCounts"];
            message_2: components["schemas"]["StateCounts"];
            /** Total */
            total: number;
            funnel: components["schemas"]["Funnel"];
            rates: components["schemas"]["Rates"];
        };
        /**
         * MessageType
         * @description Message 1 is the template, Message 2 the follow-up.
         * @enum {string}
         */
        MessageType: "message_1" | "message_2";
        /**
         * Milestone
         * @description How far a message ever got, whatever came after: the numbers of the funnel.
         * @enum {string}
         */
        Milestone: "sent" | "delivered" | "read" | "interacted" | "no_interaction" | "failed";
        /**
         * MonitoringStats
         * @description Today, number by number and altogether; `alert_level` is the worst of them.
         * @example {
         *       "alert_level": "attention",
         *       "all": {
         *         "delivered": 740,
         *         "failed": 12,
         *         "interacted": 84,
         *         "interaction_rate": 12,
         *         "interactions": 97,
         *         "no_interaction": 20,
         *         "read": 510,
         *         "sent": {
         *           "message_1": 700,
         *           "message_2": 70,
         *           "total": 770
         *         }
         *       },
         *       "began_at": "2026-11-22T00:00:00Z",
         *       "items": [
         *         {
         *           "alert_level": "attention",
         *           "delivered": 740,
         *           "display_phone_number": "+229 01 97 00 00 00",
         *           "failed": 12,
         *           "interacted": 84,
         *           "interaction_rate": 12,
         *           "interactions": 97,
         *           "limit": 1000,
         *           "messaging_limit": "TIER_10K",
         *           "no_interaction": 20,
         *           "phone_number_id": "106540352242922",
         *           "quality_rating": "GREEN",
         *           "read": 510,
         *           "remaining_capacity": 205,
         *           "sender_id": 1,
         *           "sent": {
         *             "message_1": 700,
         *             "message_2": 70,
         *             "total": 770
         *           },
         *           "used": 77,
         *           "verified_name": "Boutique",
         *           "blocked_by": null
         *         }
         *       ],
         *       "today": "2026-11-22"
         *     }
         */
        MonitoringStats: {
            /**
             * Today
             * Format: date
             */
            today: string;
            /**
             * Began At
             * Format: date-time
             */
            began_at: string;
            /**
             * Alert Level
             * @enum {string}
             */
            alert_level: "ok" | "attention" | "danger" | "blocked";
            /** Items */
            items: components["schemas"]["SenderToday"][];
            all: components["schemas"]["DayFigures"];
        };
        /**
         * NewApiKey
         * @description A key to make; without `expires_at` it counts until it is revoked.
         * @example {
         *       "name": "crm",
         *       "expires_at": "2027-11-01T12:00:00Z"
         *     }
         */
        NewApiKey: {
            /**
             * Name
             * @example crm
             */
            name: string;
            /**
             * Expires At
             * @example 2027-11-01T12:00:00Z
             */
            expires_at?: string | null;
        };
        /**
         * NewApiKeyBody
         * @description A key just made. `key` is shown this one time.
         * @example {
         *       "created_at": "2026-11-01T12:00:00Z",
         *       "created_by": "awa",
         *       "id": 3,
         *       "key": "rl_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         *       "name": "crm",
         *       "last_used_at": null,
         *       "expires_at": null,
         *       "revoked_at": null
         *     }
         */
        NewApiKeyBody: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Created By */
            created_by: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Used At */
            last_used_at: string | null;
            /** Expires At */
            expires_at: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /** Key */
            key: string;
        };
        /**
         * NewCampaign
         * @description A campaign to create. Rates are messages per second, the window is in seconds.
         * @example {
         *       "category_ids": [
         *         1
         *       ],
         *       "message_2": {
         *         "text": "Merci {{first_name}} !",
         *         "type": "text"
         *       },
         *       "name": "Offre de novembre",
         *       "template": {
         *         "language": "fr",
         *         "name": "welcome"
         *       },
         *       "variables": {
         *         "1": {
         *           "default": "cliente",
         *           "field": "first_name"
         *         }
         *       }
         *     }
         */
        NewCampaign: {
            /** Name */
            name: string;
            /** Category Ids */
            category_ids: number[];
            template: components["schemas"]["TemplateChoice"];
            /**
             * Variables
             * @default {}
             */
            variables: {
                [key: string]: components["schemas"]["Binding"];
            };
            /** Message 2 */
            message_2?: (components["schemas"]["TextMessage2"] | components["schemas"]["ButtonsMessage2"] | components["schemas"]["ImageMessage2"]) | null;
            /** Sender Id */
            sender_id?: number | null;
            /** Scheduled At */
            scheduled_at?: string | null;
            /** Rate Per S */
            rate_per_s?: number | null;
            /** Interaction Window S */
            interaction_window_s?: number | null;
            /**
             * Skip Unreachable
             * @description leave out numbers known not to be on WhatsApp
             * @default false
             */
            skip_unreachable: boolean;
            /**
             * Consent Only
             * @description write only to contacts whose consent is on record
             * @default false
             */
            consent_only: boolean;
            /**
             * Force
             * @description also when one just like it was made a moment ago
             * @default false
             */
            force: boolean;
        };
        /**
         * NewCategory
         * @description A category to create; without a colour it gets one that few have.
         * @example {
         *       "color": "#228be6",
         *       "name": "Customers"
         *     }
         */
        NewCategory: {
            /** Name */
            name: string;
            /** Color */
            color?: string | null;
        };
        /**
         * NewConsent
         * @description A consent, or its withdrawal. `at`: when the person said so, now by default.
         * @example {
         *       "at": "2026-11-02T09:30:00Z",
         *       "given": true,
         *       "how": "paper",
         *       "source": "Shop of Cotonou",
         *       "words": "I agree to get offers by WhatsApp."
         *     }
         */
        NewConsent: {
            /** Given */
            given: boolean;
            /**
             * How
             * @default operator
             * @enum {string}
             */
            how: "form" | "paper" | "import" | "keyword" | "button" | "operator" | "other";
            /** At */
            at?: string | null;
            /**
             * Words
             * @description what was shown to the person, or said by them
             */
            words?: string | null;
            /**
             * Source
             * @description where: a form, a shop, a file
             */
            source?: string | null;
        };
        /**
         * NewContact
         * @description A contact to create. `country` is the ISO code of a number written without country code.
         * @example {
         *       "attributes": {
         *         "city": "Cotonou"
         *       },
         *       "category_ids": [
         *         3
         *       ],
         *       "first_name": "Awa",
         *       "last_name": "Mensah",
         *       "phone": "+2290197000001"
         *     }
         */
        NewContact: {
            /** First Name */
            first_name?: string | null;
            /** Last Name */
            last_name?: string | null;
            /** Phone */
            phone: string;
            /** Attributes */
            attributes?: {
                [key: string]: string | boolean | number | null;
            };
            /** Category Ids */
            category_ids?: number[];
            /** Country */
            country?: string | null;
            /** Whatsapp Verified */
            whatsapp_verified?: boolean | null;
        };
        /**
         * NewUser
         * @description A user to make.
         * @example {
         *       "username": "awa",
         *       "password": "correct horse battery"
         *     }
         */
        NewUser: {
            /**
             * Username
             * @example awa
             */
            username: string;
            /**
             * Password
             * @example correct horse battery
             */
            password: string;
            /**
             * Role
             * @default admin
             * @enum {string}
             */
            role: "admin" | "super_admin";
        };
        /**
         * OptChoice
         * @description Why; shown beside the contact.
         * @example {
         *       "reason": "asked on the phone"
         *     }
         */
        OptChoice: {
            /**
             * Reason
             * @default operator
             */
            reason: string;
            /**
             * Words
             * @description what the person said, or was shown: the proof
             */
            words?: string | null;
            /**
             * Source
             * @description where: by phone, in the shop, a form
             */
            source?: string | null;
        };
        /**
         * OptOutAnswer
         * @description What was answered to a STOP. Meta's later statuses of it are not kept.
         */
        OptOutAnswer: {
            /**
             * At
             * Format: date-time
             * @description when it was sent, or ended otherwise; noted, while it waits
             */
            at: string;
            /** Text */
            text: string;
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "sent" | "failed" | "unknown" | "withheld";
            /** Error Code */
            error_code: number | null;
        };
        /**
         * Order
         * @description How a list is sorted.
         * @enum {string}
         */
        Order: "newest" | "oldest" | "name";
        /**
         * Overlap
         * @description How many of the audience were written to in the last 7 days, once each, and by which campaigns.
         */
        Overlap: {
            /** Contacts */
            contacts: number;
            /** Campaigns */
            campaigns: components["schemas"]["OverlapCampaign"][];
        };
        /**
         * OverlapCampaign
         * @description A campaign of the last 7 days with contacts of this audience.
         */
        OverlapCampaign: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Contacts */
            contacts: number;
        };
        /**
         * ParkedBody
         * @description A webhook that could not be applied: why, how often it came, and how it begins. `size` in bytes.
         *
         *     `values` fill the sentence of `code`, which `message` is in English; older ones may have no code.
         * @example {
         *       "code": "not_json",
         *       "excerpt": "{x}",
         *       "first_at": "2026-11-01T12:00:00Z",
         *       "id": 7,
         *       "last_at": "2026-11-01T12:00:00Z",
         *       "message": "It is no JSON.",
         *       "n": 2,
         *       "reason": "not_json",
         *       "size": 3,
         *       "values": {},
         *       "replayed_at": null
         *     }
         */
        ParkedBody: {
            /** Id */
            id: number;
            /** Reason */
            reason: string;
            /** Code */
            code: string | null;
            /** Values */
            values: {
                [key: string]: unknown;
            };
            /** Message */
            message: string;
            /** N */
            n: number;
            /**
             * First At
             * Format: date-time
             */
            first_at: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Replayed At */
            replayed_at: string | null;
            /** Size */
            size: number;
            /** Excerpt */
            excerpt: string;
        };
        /**
         * ParkedDetail
         * @description The whole of it: `json` as Meta sent it, or `text` where that is no JSON.
         * @example {
         *       "code": "not_json",
         *       "excerpt": "{x}",
         *       "first_at": "2026-11-01T12:00:00Z",
         *       "id": 7,
         *       "last_at": "2026-11-01T12:00:00Z",
         *       "message": "It is no JSON.",
         *       "n": 2,
         *       "reason": "not_json",
         *       "size": 3,
         *       "text": "{x}",
         *       "values": {},
         *       "replayed_at": null,
         *       "json": null
         *     }
         */
        ParkedDetail: {
            /** Id */
            id: number;
            /** Reason */
            reason: string;
            /** Code */
            code: string | null;
            /** Values */
            values: {
                [key: string]: unknown;
            };
            /** Message */
            message: string;
            /** N */
            n: number;
            /**
             * First At
             * Format: date-time
             */
            first_at: string;
            /**
             * Last At
             * Format: date-time
             */
            last_at: string;
            /** Replayed At */
            replayed_at: string | null;
            /** Size */
            size: number;
            /** Excerpt */
            excerpt: string;
            /**
             * Json
             * @description The body, null when it is no JSON.
             */
            json: unknown;
            /**
             * Text
             * @description The body as text, null when it is JSON.
             */
            text: string | null;
        };
        /**
         * ParkedList
         * @description A page of parked webhooks, the newest first.
         * @example {
         *       "items": [
         *         {
         *           "code": "not_json",
         *           "excerpt": "{x}",
         *           "first_at": "2026-11-01T12:00:00Z",
         *           "id": 7,
         *           "last_at": "2026-11-01T12:00:00Z",
         *           "message": "It is no JSON.",
         *           "n": 2,
         *           "reason": "not_json",
         *           "size": 3,
         *           "values": {},
         *           "replayed_at": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        ParkedList: {
            /** Items */
            items: components["schemas"]["ParkedBody"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * ParkedStatus
         * @description Webhook items that could not be applied.
         */
        ParkedStatus: {
            /** Waiting */
            waiting: number;
            /** Oldest At */
            oldest_at: string | null;
        };
        /**
         * PasswordAgain
         * @description One's own password, once more.
         * @example {
         *       "password": "correct horse battery"
         *     }
         */
        PasswordAgain: {
            /**
             * Password
             * @example correct horse battery
             */
            password: string;
        };
        /**
         * PasswordChange
         * @description The password of now and the one to come.
         * @example {
         *       "current_password": "correct horse battery",
         *       "new_password": "correct horse battery"
         *     }
         */
        PasswordChange: {
            /**
             * Current Password
             * @example correct horse battery
             */
            current_password: string;
            /**
             * New Password
             * @example correct horse battery
             */
            new_password: string;
        };
        /**
         * Preflight
         * @description What a campaign would do if it started now.
         * @example {
         *       "audience": 1020,
         *       "contacts_in_categories": 1050,
         *       "duplicates": 30,
         *       "left_out": {
         *         "missing_variable": 12,
         *         "no_address": 0,
         *         "no_consent": 0,
         *         "not_on_whatsapp": 0,
         *         "opted_out": 8
         *       },
         *       "message_2_missing_by_field": {},
         *       "missing_by_field": {
         *         "first_name": 12
         *       },
         *       "not_on_whatsapp": 5,
         *       "overlap": {
         *         "campaigns": [
         *           {
         *             "contacts": 40,
         *             "id": 2,
         *             "name": "Offre d'octobre",
         *             "started_at": "2026-11-22T10:00:00Z"
         *           }
         *         ],
         *         "contacts": 40
         *       },
         *       "problems": [],
         *       "rate_per_s": 75,
         *       "recipients": 1000,
         *       "samples": [],
         *       "seconds": 13.3,
         *       "too_long": []
         *     }
         */
        Preflight: {
            /** Contacts In Categories */
            contacts_in_categories: number;
            /**
             * Duplicates
             * @description contacts who are in several of the categories
             */
            duplicates: number;
            /** Audience */
            audience: number;
            /** Recipients */
            recipients: number;
            left_out: components["schemas"]["LeftOut"];
            /** Missing By Field */
            missing_by_field: {
                [key: string]: number;
            };
            /** Message 2 Missing By Field */
            message_2_missing_by_field: {
                [key: string]: number;
            };
            /**
             * Not On Whatsapp
             * @description of the audience; written to all the same without skip_unreachable
             */
            not_on_whatsapp: number;
            /** Rate Per S */
            rate_per_s: number;
            /**
             * Seconds
             * @description how long sending Message 1 takes
             */
            seconds: number;
            /** Samples */
            samples: components["schemas"]["Sample"][];
            overlap: components["schemas"]["Overlap"];
            /** Too Long */
            too_long: components["schemas"]["TooLong"][];
            /** Problems */
            problems: components["schemas"]["Problem"][];
        };
        /**
         * Preview
         * @description The message as it would arrive; WhatsApp's formatting (*bold*, _italic_) is left as it is.
         *
         *     A variable without a value stays `{{…}}`, and stands in `missing`.
         * @example {
         *       "body": "Bonjour Awa !",
         *       "buttons": [],
         *       "missing": [],
         *       "header": null,
         *       "footer": null
         *     }
         */
        Preview: {
            header: components["schemas"]["PreviewedHeader"] | null;
            /** Body */
            body: string;
            /** Footer */
            footer: string | null;
            /** Buttons */
            buttons: components["schemas"]["PreviewedButton"][];
            /** Missing */
            missing: string[];
        };
        /**
         * PreviewBinding
         * @description Where a value comes from, as in a campaign: a field of the contact (with a default), or a text.
         */
        PreviewBinding: {
            /** Field */
            field?: string | null;
            /** Default */
            default?: string | null;
            /** Value */
            value?: string | null;
        };
        /**
         * PreviewColumn
         * @description A column: its place from 0, its header, what it is taken for (else the name of a field).
         *
         *     `holds` is what its cells look like, null where they look like nothing known.
         * @example {
         *       "header": "Téléphone",
         *       "holds": "numbers",
         *       "meaning": "phone",
         *       "place": 0
         *     }
         */
        PreviewColumn: {
            /** Place */
            place: number;
            /** Header */
            header: string;
            /** Meaning */
            meaning: string;
            /** Holds */
            holds: ("numbers" | "names" | "dates" | "consents") | null;
        };
        /**
         * PreviewHeader
         * @description The header: a media by id or link, or the text of its variable.
         */
        PreviewHeader: {
            /** Media Id */
            media_id?: string | null;
            /** Link */
            link?: string | null;
            /** Text */
            text?: string | null;
            /** Filename */
            filename?: string | null;
        };
        /**
         * PreviewNumber
         * @description A number of the file: as it is `written` and as it will be `stored`, or why it is refused.
         * @example {
         *       "country": "BJ",
         *       "stored": "+2290197000001",
         *       "written": "97 00 00 01",
         *       "code": null,
         *       "reason": null,
         *       "values": null
         *     }
         */
        PreviewNumber: {
            /** Written */
            written: string;
            /** Stored */
            stored: string | null;
            /** Country */
            country: string | null;
            /** Code */
            code: string | null;
            /** Reason */
            reason: string | null;
            /** Values */
            values: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * PreviewRequest
         * @description What to fill in: a contact's fields through `variables`, as in a campaign, or `values` as they are.
         *
         *     A variable that is not named takes the contact's field of its own name.
         * @example {
         *       "contact_id": 5,
         *       "variables": {
         *         "1": {
         *           "default": "cliente",
         *           "field": "first_name"
         *         }
         *       }
         *     }
         */
        PreviewRequest: {
            /** Contact Id */
            contact_id?: number | null;
            /** Variables */
            variables?: {
                [key: string]: components["schemas"]["PreviewBinding"];
            };
            /** Values */
            values?: {
                [key: string]: string;
            };
            header?: components["schemas"]["PreviewHeader"] | null;
            /** Buttons */
            buttons?: {
                [key: string]: components["schemas"]["PreviewBinding"];
            };
        };
        /**
         * PreviewedButton
         * @description A button as it is shown; `url` with its variable filled in.
         */
        PreviewedButton: {
            /** Index */
            index: number;
            /** Kind */
            kind: string;
            /** Text */
            text: string;
            /** Url */
            url?: string | null;
            /** Phone Number */
            phone_number?: string | null;
            /** Code */
            code?: string | null;
        };
        /**
         * PreviewedHeader
         * @description The header: a text, or the media that was given.
         */
        PreviewedHeader: {
            /** Kind */
            kind: string;
            /** Text */
            text?: string | null;
            /** Media Id */
            media_id?: string | null;
            /** Link */
            link?: string | null;
        };
        /**
         * Problem
         * @description What would keep the campaign from starting or its messages from leaving.
         */
        Problem: {
            /**
             * Code
             * @enum {string}
             */
            code: "template_not_approved" | "campaign_without_recipients" | "sender_blocked" | "account_blocked" | "template_blocked";
            /** Message */
            message: string;
            /** @description why Meta stopped it, where it did */
            reason: components["schemas"]["ReasonBody"] | null;
        };
        /**
         * ProcessAnswer
         * @description One process, as its heartbeat tells: late after 10 s, silent after 5 min.
         */
        ProcessAnswer: {
            /** Host */
            host: string;
            /** Pid */
            pid: number;
            /**
             * State
             * @enum {string}
             */
            state: "alive" | "late" | "silent" | "replaced";
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * Heartbeat At
             * Format: date-time
             */
            heartbeat_at: string;
            /** Silent S */
            silent_s: number;
            /**
             * Work
             * @description seconds since it did each kind of its work; empty of an older version of Relance
             */
            work: {
                [key: string]: number;
            };
            /**
             * Overdue
             * @description work that has stood still for too long, although it beats
             */
            overdue: string[];
        };
        /**
         * ProcessKind
         * @description All processes of one kind.
         */
        ProcessKind: {
            /** Alive */
            alive: number;
            /** Last Heartbeat At */
            last_heartbeat_at: string | null;
            /** Items */
            items: components["schemas"]["ProcessAnswer"][];
        };
        /**
         * Processes
         * @description All processes by kind: what every installation runs, at least once each.
         */
        Processes: {
            api: components["schemas"]["ProcessKind"];
            sender: components["schemas"]["ProcessKind"];
            worker: components["schemas"]["ProcessKind"];
            beat: components["schemas"]["ProcessKind"];
        };
        /**
         * QueueStatus
         * @description The send queue. Ages are those of the oldest batch that may leave now, null without one.
         */
        QueueStatus: {
            /** Pending Message 1 */
            pending_message_1: number;
            /** Pending Message 2 */
            pending_message_2: number;
            /** Sending */
            sending: number;
            /**
             * Settling
             * @description messages of which nobody knows yet whether Meta took them
             */
            settling: number;
            /** Oldest Due At */
            oldest_due_at: string | null;
            /** Oldest Due Age S */
            oldest_due_age_s: number | null;
            /** Oldest Reply Due At */
            oldest_reply_due_at: string | null;
            /** Oldest Reply Age S */
            oldest_reply_age_s: number | null;
        };
        /**
         * Rates
         * @description Per cent of the Messages 1 sent, two decimals; 0 while none is.
         * @example {
         *       "delivery_rate": 91.84,
         *       "interaction_rate": 12.24,
         *       "read_rate": 53.06,
         *       "success_rate": 91.84
         *     }
         */
        Rates: {
            /**
             * Success Rate
             * @description Message 1 delivered or read / Message 1 sent
             */
            success_rate: number;
            /**
             * Delivery Rate
             * @description Message 1 ever delivered / Message 1 sent
             */
            delivery_rate: number;
            /**
             * Read Rate
             * @description Message 1 ever read / Message 1 sent; readers may hide it
             */
            read_rate: number;
            /**
             * Interaction Rate
             * @description contacts who interacted / Message 1 sent
             */
            interaction_rate: number;
        };
        /**
         * ReadingBody
         * @description How a file is read: a text by its encoding and separator, a workbook by its sheet.
         *
         *     `hidden_rows` are those of the sheet that a filter or a person has hidden: left out, unless `with_hidden`.
         *     `sheet_is_full`: it has as many rows as its format allows; the rest is probably on another sheet.
         * @example {
         *       "encoding": "utf-8",
         *       "hidden_rows": 0,
         *       "separator": ";",
         *       "sheet_is_full": false,
         *       "with_hidden": false,
         *       "sheet": null
         *     }
         */
        ReadingBody: {
            /** Encoding */
            encoding: string | null;
            /** Separator */
            separator: string | null;
            /** Sheet */
            sheet: string | null;
            /**
             * With Hidden
             * @default false
             */
            with_hidden: boolean;
            /**
             * Hidden Rows
             * @default 0
             */
            hidden_rows: number;
            /**
             * Sheet Is Full
             * @default false
             */
            sheet_is_full: boolean;
        };
        /**
         * Ready
         * @description `ok`, or `down: ` and what happened.
         * @example {
         *       "database": "ok",
         *       "redis": "ok",
         *       "sending": "ok",
         *       "status": "ok"
         *     }
         */
        Ready: {
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "unavailable";
            /** Database */
            database: string;
            /** Redis */
            redis: string;
            /**
             * Sending
             * @description Whether senders do their work; it is about other processes and never makes a 503. `waits`: they say why, or the database was restored and waits for an answer (GET /api/monitoring/system-status). `stuck`: they live and take nothing.
             * @enum {string}
             */
            sending: "ok" | "waits" | "stuck" | "no_sender" | "unknown";
        };
        /**
         * ReasonBody
         * @description A reason: `values` fill the sentence of `code`, which `text` is in English. `kind` names its list.
         */
        ReasonBody: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "cause" | "content" | "image" | "line" | "link" | "meta" | "parked" | "phone" | "phone_warning" | "placed" | "problem" | "text" | "waiting" | "meta_advice" | "meta_words" | "refusal";
            /** Code */
            code: string;
            /** Values */
            values: {
                [key: string]: unknown;
            };
            /** Text */
            text: string;
        };
        /**
         * ReplayAnswer
         * @description What a replay came to. `continue_after`: time was up, ask again from there; null: all were tried.
         * @example {
         *       "failed": 0,
         *       "failures": [],
         *       "replayed": 3,
         *       "continue_after": null
         *     }
         */
        ReplayAnswer: {
            /** Replayed */
            replayed: number;
            /** Failed */
            failed: number;
            /**
             * Failures
             * @description The first hundred.
             */
            failures: components["schemas"]["ReplayFailure"][];
            /** Continue After */
            continue_after: number | null;
        };
        /**
         * ReplayFailure
         * @description One that stays parked, and why.
         */
        ReplayFailure: {
            /** Id */
            id: number;
            /** Reason */
            reason: string;
            /** Code */
            code: string;
            /** Values */
            values: {
                [key: string]: unknown;
            };
            /** Message */
            message: string;
        };
        /**
         * ReplayRequest
         * @description Where to go on: `continue_after` of the answer before.
         * @example {
         *       "after_id": 7
         *     }
         */
        ReplayRequest: {
            /**
             * After Id
             * @default 0
             */
            after_id: number;
        };
        /**
         * ReplyButton
         * @description A button under Message 2; a tap on it comes back as an interaction with this id.
         */
        ReplyButton: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        };
        /**
         * ReplyButtonAnswer
         * @description A button under Message 2.
         */
        ReplyButtonAnswer: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        };
        /**
         * RestoredAnswer
         * @description `copy`: for tests, or another owner; nothing that was sent before is this database's. `restored`: it
         *     goes on where it was; what had left since the backup is taken from the sent logs or is in doubt.
         * @example {
         *       "answer": "restored"
         *     }
         */
        RestoredAnswer: {
            /**
             * Answer
             * @example restored
             * @enum {string}
             */
            answer: "copy" | "restored";
        };
        /**
         * RestoredQuestion
         * @description Whether this database went back, and what a person said. Nothing leaves until that is settled.
         * @example {
         *       "campaigns_paused": 2,
         *       "covered": true,
         *       "in_doubt": 0,
         *       "known_until": "2026-11-28T09:00:00Z",
         *       "left_unknown": 434,
         *       "messages_waiting": 4120,
         *       "noticed_at": "2026-11-28T14:02:31Z",
         *       "reason": "moved",
         *       "state": "asked",
         *       "answer": null,
         *       "answered_at": null,
         *       "answered_by": null
         *     }
         */
        RestoredQuestion: {
            /**
             * State
             * @description `none`: it never went back. `reading`: the sent logs are being read. `asked`: a person is to answer. `settling`: the answer is being carried out. `settled`: it was.
             * @enum {string}
             */
            state: "none" | "reading" | "asked" | "settling" | "settled";
            /**
             * Reason
             * @description What showed it: another place, a claim it does not know, an echo of a message that it never made, an echo of a message that waits.
             */
            reason: ("moved" | "claim" | "echo_beyond" | "echo_of_waiting") | null;
            /** Noticed At */
            noticed_at: string | null;
            /**
             * Known Until
             * @description The newest claim it knows of.
             */
            known_until: string | null;
            /**
             * Campaigns Paused
             * @description Campaigns that wait with the reason `restored`.
             */
            campaigns_paused: number;
            /**
             * Messages Waiting
             * @description Messages in the queue.
             */
            messages_waiting: number;
            /**
             * Left Unknown
             * @description Messages that the sent logs know to have left and this database does not.
             */
            left_unknown: number | null;
            /**
             * Covered
             * @description Whether the logs hold every claim since the backup; else what waits is in doubt.
             */
            covered: boolean | null;
            /** Answer */
            answer: ("copy" | "restored") | null;
            /** Answered At */
            answered_at: string | null;
            /** Answered By */
            answered_by: string | null;
            /**
             * In Doubt
             * @description Messages put in doubt by carrying the answer out.
             */
            in_doubt: number;
        };
        /**
         * RetryAnswer
         * @description How many failed messages go out again, and how many do not.
         * @example {
         *       "accepted_before": 1,
         *       "by_code": {
         *         "131000": 10
         *       },
         *       "more": false,
         *       "not_retryable": 2,
         *       "retried": 10,
         *       "window_closed": 0
         *     }
         */
        RetryAnswer: {
            /** Retried */
            retried: number;
            /**
             * Not Retryable
             * @description their error would only come again
             */
            not_retryable: number;
            /**
             * Window Closed
             * @description Messages 2 whose customer service window is over
             */
            window_closed: number;
            /**
             * Accepted Before
             * @description Meta took these once; a second time would be a double
             */
            accepted_before: number;
            /** By Code */
            by_code: {
                [key: string]: number;
            };
            /**
             * More
             * @description there was no time for all: ask again
             */
            more: boolean;
        };
        /**
         * RunningCampaign
         * @description A campaign under way. `phase` tells more than the status: everything sent, only replies are awaited.
         */
        RunningCampaign: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "preparing" | "sending" | "paused";
            /** Status Reason */
            status_reason: string | null;
            /** Status Reason Code */
            status_reason_code: string | null;
            /** Status Reason Values */
            status_reason_values: {
                [key: string]: unknown;
            } | null;
            /**
             * Phase
             * @enum {string}
             */
            phase: "preparing" | "sending" | "waiting_for_replies" | "paused";
            /** Scheduled At */
            scheduled_at: string | null;
            /** Started At */
            started_at: string | null;
            /** Launched At */
            launched_at: string | null;
            /**
             * Waiting Until
             * @description the end of the last window, when only replies are awaited
             */
            waiting_until: string | null;
            /**
             * Progress
             * @description per cent of its Messages 1 that no longer wait to be sent
             */
            progress: number;
            messages: components["schemas"]["MessageCounts"];
            funnel: components["schemas"]["Funnel"];
        };
        /**
         * Sample
         * @description What one contact would get. `why`: longest, first or last of the recipients.
         */
        Sample: {
            /**
             * Why
             * @enum {string}
             */
            why: "longest" | "first" | "last";
            /** Contact Id */
            contact_id: number;
            /** Phone */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
            message_1: components["schemas"]["Preview"];
            message_2: components["schemas"]["Message2Answer"] | null;
            /**
             * Message 2 Missing
             * @description the field without which there is no Message 2
             */
            message_2_missing: string | null;
        };
        /**
         * SendTestAnswer
         * @description The Message 1 that was queued; `GET /api/messages/{message_id}` tells how it goes on.
         * @example {
         *       "contact_id": 12,
         *       "message_id": 4712,
         *       "parameters": {
         *         "1": "Awa"
         *       },
         *       "phone": "+2290197000001"
         *     }
         */
        SendTestAnswer: {
            /** Message Id */
            message_id: number;
            /** Contact Id */
            contact_id: number;
            /** Phone */
            phone: string;
            /** Parameters */
            parameters: {
                [key: string]: string;
            };
        };
        /**
         * SendTestRequest
         * @description A number of the team. `country` (ISO code) is for a number written locally.
         * @example {
         *       "phone": "+2290197000001"
         *     }
         */
        SendTestRequest: {
            /** Phone */
            phone: string;
            /** Country */
            country?: string | null;
        };
        /**
         * SenderBody
         * @description A business number. Rates are messages per second; a null `rate_per_s` means the setting's.
         * @example {
         *       "display_phone_number": "+229 01 97 12 34 56",
         *       "id": 1,
         *       "messaging_limit": "TIER_10K",
         *       "phone_number_id": "106540352242922",
         *       "quality_rating": "GREEN",
         *       "status": "CONNECTED",
         *       "synced_at": "2026-11-01T12:00:00Z",
         *       "verified_name": "Relance",
         *       "waba_id": "102290129340398",
         *       "rate_per_s": null,
         *       "throttled_rate_per_s": null,
         *       "throttled_at": null,
         *       "blocked": null,
         *       "account_blocked": null
         *     }
         */
        SenderBody: {
            /** Id */
            id: number;
            /** Phone Number Id */
            phone_number_id: string;
            /** Waba Id */
            waba_id: string;
            /** Display Phone Number */
            display_phone_number: string | null;
            /** Verified Name */
            verified_name: string | null;
            /** Quality Rating */
            quality_rating: string | null;
            /** Messaging Limit */
            messaging_limit: string | null;
            /** Status */
            status: string | null;
            /** Rate Per S */
            rate_per_s: number | null;
            /** Throttled Rate Per S */
            throttled_rate_per_s: number | null;
            /** Throttled At */
            throttled_at: string | null;
            /** @description The number's own block, if it stands now. */
            blocked: components["schemas"]["Block"] | null;
            /** @description The block of its account, if it stands now. */
            account_blocked: components["schemas"]["Block"] | null;
            /** Synced At */
            synced_at: string | null;
        };
        /**
         * SenderChange
         * @description The rate of a sender in messages per second; null: the setting's.
         * @example {
         *       "rate_per_s": 20
         *     }
         */
        SenderChange: {
            /**
             * Rate Per S
             * @example 20
             */
            rate_per_s: number | null;
        };
        /**
         * SenderList
         * @description All senders, the oldest first; never paged.
         * @example {
         *       "items": [
         *         {
         *           "display_phone_number": "+229 01 97 12 34 56",
         *           "id": 1,
         *           "messaging_limit": "TIER_10K",
         *           "phone_number_id": "106540352242922",
         *           "quality_rating": "GREEN",
         *           "status": "CONNECTED",
         *           "synced_at": "2026-11-01T12:00:00Z",
         *           "verified_name": "Relance",
         *           "waba_id": "102290129340398",
         *           "rate_per_s": null,
         *           "throttled_rate_per_s": null,
         *           "throttled_at": null,
         *           "blocked": null,
         *           "account_blocked": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        SenderList: {
            /** Items */
            items: components["schemas"]["SenderBody"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * SenderStatus
         * @description Whether a number may send.
         */
        SenderStatus: {
            /** Sender Id */
            sender_id: number;
            /** Number */
            number: string;
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "number_blocked" | "account_blocked";
            /** Blocked Until */
            blocked_until: string | null;
            /**
             * Code
             * @description Meta's, where it gave one
             */
            code: number | null;
            /** Reason */
            reason: string | null;
        };
        /**
         * SenderToday
         * @description One number today. Without a daily limit `limit`, `used` and `remaining_capacity` are null.
         * @example {
         *       "alert_level": "attention",
         *       "delivered": 740,
         *       "display_phone_number": "+229 01 97 00 00 00",
         *       "failed": 12,
         *       "interacted": 84,
         *       "interaction_rate": 12,
         *       "interactions": 97,
         *       "limit": 1000,
         *       "messaging_limit": "TIER_10K",
         *       "no_interaction": 20,
         *       "phone_number_id": "106540352242922",
         *       "quality_rating": "GREEN",
         *       "read": 510,
         *       "remaining_capacity": 205,
         *       "sender_id": 1,
         *       "sent": {
         *         "message_1": 700,
         *         "message_2": 70,
         *         "total": 770
         *       },
         *       "used": 77,
         *       "verified_name": "Boutique",
         *       "blocked_by": null
         *     }
         */
        SenderToday: {
            sent: components["schemas"]["Sent"];
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Failed */
            failed: number;
            /**
             * Interacted
             * @description contacts who interacted with their Message 1
             */
            interacted: number;
            /** No Interaction */
            no_interaction: number;
            /**
             * Interactions
             * @description everything contacts did, inside a window or not
             */
            interactions: number;
            /**
             * Interaction Rate
             * @description interacted / Message 1 sent; replies to earlier days count
             */
            interaction_rate: number;
            /** Sender Id */
            sender_id: number;
            /** Phone Number Id */
            phone_number_id: string;
            /** Display Phone Number */
            display_phone_number: string | null;
            /** Verified Name */
            verified_name: string | null;
            /** Quality Rating */
            quality_rating: string | null;
            /** Messaging Limit */
            messaging_limit: string | null;
            /** Limit */
            limit: number | null;
            /**
             * Used
             * @description per cent of the limit
             */
            used: number | null;
            /**
             * Remaining Capacity
             * @description contacts that can still be written to today: (limit - sent) / (1 + interaction rate)
             */
            remaining_capacity: number | null;
            /**
             * Alert Level
             * @description attention from 75 % of the limit, danger from 90 %
             * @enum {string}
             */
            alert_level: "ok" | "attention" | "danger" | "blocked";
            /** Blocked By */
            blocked_by: ("account_blocked" | "number_blocked" | "limit_reached") | null;
        };
        /**
         * SendingStatus
         * @description Whether what may leave does leave.
         *
         *     `no_sender`: none lives. `stuck`: a sender lives and does not work, or work is due and nobody takes any.
         *     `waits`: senders say why nothing leaves, or the database was restored and nobody has answered that yet.
         */
        SendingStatus: {
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "waits" | "stuck" | "no_sender";
            /**
             * Oldest Due Age S
             * @description of the oldest batch that nothing keeps from leaving
             */
            oldest_due_age_s: number | null;
            /**
             * Taken Age S
             * @description since a sender last took work or found none to take yet
             */
            taken_age_s: number | null;
            /** Hindrances */
            hindrances: components["schemas"]["HindranceAnswer"][];
        };
        /**
         * Sent
         * @description Messages that Meta accepted.
         */
        Sent: {
            /** Message 1 */
            message_1: number;
            /** Message 2 */
            message_2: number;
            /** Total */
            total: number;
        };
        /**
         * Separator
         * @description What stands between the cells of a CSV file.
         * @enum {string}
         */
        Separator: "," | ";" | "tab";
        /**
         * ServerStatus
         * @description A server we depend on.
         */
        ServerStatus: {
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "down";
            /** Latency Ms */
            latency_ms: number | null;
            /** Error */
            error?: string | null;
            /** Version */
            version?: string | null;
        };
        /**
         * SessionBody
         * @description One of one's own sessions.
         * @example {
         *       "address": "192.0.2.7",
         *       "created_at": "2026-11-01T12:00:00Z",
         *       "current": true,
         *       "expires_at": "2026-12-01T12:00:00Z",
         *       "id": 9,
         *       "last_used_at": "2026-11-01T12:00:00Z",
         *       "user_agent": "Firefox"
         *     }
         */
        SessionBody: {
            /** Id */
            id: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Last Used At
             * Format: date-time
             */
            last_used_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Address */
            address: string | null;
            /** User Agent */
            user_agent: string | null;
            /** Current */
            current: boolean;
        };
        /**
         * SessionList
         * @description One's own sessions, the one used last first; never paged.
         * @example {
         *       "items": [
         *         {
         *           "address": "192.0.2.7",
         *           "created_at": "2026-11-01T12:00:00Z",
         *           "current": true,
         *           "expires_at": "2026-12-01T12:00:00Z",
         *           "id": 9,
         *           "last_used_at": "2026-11-01T12:00:00Z",
         *           "user_agent": "Firefox"
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        SessionList: {
            /** Items */
            items: components["schemas"]["SessionBody"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * Setting
         * @description A setting that may be changed while Relance runs: what it is, and what it is now.
         * @example {
         *       "changed_at": "2026-11-01T12:00:00Z",
         *       "changed_by": "awa",
         *       "group": "sending",
         *       "kind": "integer",
         *       "locked": false,
         *       "minimum": 1,
         *       "name": "daily_limit",
         *       "super_admins_only": false,
         *       "unit": "messages_per_day",
         *       "value": 2000,
         *       "variable": "RELANCE_DAILY_LIMIT",
         *       "exclusive_minimum": null,
         *       "maximum": null,
         *       "exclusive_maximum": null,
         *       "max_length": null,
         *       "max_items": null,
         *       "choices": null,
         *       "default": null
         *     }
         */
        Setting: {
            /** Name */
            name: string;
            /**
             * Group
             * @enum {string}
             */
            group: "sending" | "campaigns" | "opt_out" | "contacts" | "limits" | "privacy" | "activity";
            /**
             * Kind
             * @enum {string}
             */
            kind: "integer" | "number" | "boolean" | "text" | "choice" | "texts" | "country";
            /** Unit */
            unit: ("messages_per_s" | "messages_per_day" | "requests_per_s" | "s" | "days" | "share") | null;
            /** Minimum */
            minimum: number | null;
            /** Exclusive Minimum */
            exclusive_minimum: number | null;
            /** Maximum */
            maximum: number | null;
            /** Exclusive Maximum */
            exclusive_maximum: number | null;
            /**
             * Max Length
             * @description Characters of the text, or of each text.
             */
            max_length: number | null;
            /** Max Items */
            max_items: number | null;
            /** Choices */
            choices: string[] | null;
            /** Default */
            default: number | boolean | string | string[] | null;
            /**
             * Super Admins Only
             * @description Whether only super admins may change it.
             */
            super_admins_only: boolean;
            /**
             * Variable
             * @description The variable of the environment that sets and locks it.
             */
            variable: string;
            /** Value */
            value: number | boolean | string | string[] | null;
            /**
             * Locked
             * @description Whether the environment sets it: then it is changed there only.
             */
            locked: boolean;
            /**
             * Changed At
             * @description When it was changed here the last time.
             */
            changed_at: string | null;
            /**
             * Changed By
             * @description By which user or key.
             */
            changed_by: string | null;
        };
        /**
         * SettingList
         * @description All of them, group by group. `version` is for the next change.
         * @example {
         *       "items": [
         *         {
         *           "changed_at": "2026-11-01T12:00:00Z",
         *           "changed_by": "awa",
         *           "group": "sending",
         *           "kind": "integer",
         *           "locked": false,
         *           "minimum": 1,
         *           "name": "daily_limit",
         *           "super_admins_only": false,
         *           "unit": "messages_per_day",
         *           "value": 2000,
         *           "variable": "RELANCE_DAILY_LIMIT",
         *           "exclusive_minimum": null,
         *           "maximum": null,
         *           "exclusive_maximum": null,
         *           "max_length": null,
         *           "max_items": null,
         *           "choices": null,
         *           "default": null
         *         }
         *       ],
         *       "version": 3
         *     }
         */
        SettingList: {
            /**
             * Version
             * @description How often settings were changed.
             */
            version: number;
            /** Items */
            items: components["schemas"]["Setting"][];
        };
        /**
         * SettingsChange
         * @description Settings by name, with their new values; null: back to the default.
         *
         *     With the `version` that was read, a change that would undo somebody else's is refused (409).
         * @example {
         *       "daily_limit": 2000,
         *       "version": 3
         *     }
         */
        SettingsChange: {
            /** Version */
            version?: number | null;
        } & {
            [key: string]: number | boolean | string | string[] | null;
        };
        /**
         * SetupAnswer
         * @description Whether the first user is still to be made.
         * @example {
         *       "needed": false
         *     }
         */
        SetupAnswer: {
            /** Needed */
            needed: boolean;
        };
        /**
         * Shape
         * @description What the template needs. `unsupported` says why it cannot be sent, null when it can.
         */
        Shape: {
            /** Body Parameters */
            body_parameters: string[];
            /** Header Kind */
            header_kind: string | null;
            /** Header Parameter */
            header_parameter: string | null;
            /** Buttons */
            buttons: components["schemas"]["ShapeButton"][];
            /** Unsupported */
            unsupported: string | null;
            unsupported_reason: components["schemas"]["ReasonBody"] | null;
        };
        /**
         * ShapeButton
         * @description A button that can take a value; `index` counts all buttons from 0.
         */
        ShapeButton: {
            /** Index */
            index: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "url" | "quick_reply" | "copy_code" | "flow";
            /** Text */
            text: string;
            /** Required */
            required: boolean;
        };
        /**
         * SourceBody
         * @description From where; null for commands and for what happens by itself.
         */
        SourceBody: {
            /** Address */
            address: string | null;
            /** User Agent */
            user_agent: string | null;
        };
        /**
         * State
         * @description The states shown, as routes take them.
         * @enum {string}
         */
        State: "pending" | "sending" | "held" | "sent" | "delivered" | "read" | "failed" | "unknown" | "cancelled" | "no_interaction";
        /**
         * StateCounts
         * @description Rows of one type of message by the state they are in now; they sum to all of them.
         * @example {
         *       "cancelled": 8,
         *       "delivered": 300,
         *       "failed": 12,
         *       "held": 0,
         *       "no_interaction": 140,
         *       "pending": 0,
         *       "read": 500,
         *       "sending": 0,
         *       "sent": 40,
         *       "unknown": 0
         *     }
         */
        StateCounts: {
            /** Pending */
            pending: number;
            /** Sending */
            sending: number;
            /** Held */
            held: number;
            /** Sent */
            sent: number;
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Failed */
            failed: number;
            /** Unknown */
            unknown: number;
            /** Cancelled */
            cancelled: number;
            /** No Interaction */
            no_interaction: number;
        };
        /**
         * StatusCounts
         * @description Campaigns by status.
         */
        StatusCounts: {
            /** Draft */
            draft: number;
            /** Scheduled */
            scheduled: number;
            /** Preparing */
            preparing: number;
            /** Sending */
            sending: number;
            /** Paused */
            paused: number;
            /** Completed */
            completed: number;
            /** Failed */
            failed: number;
            /** Stopped */
            stopped: number;
        };
        /**
         * StoryEvent
         * @description One thing that happened; `text` is what the contact wrote.
         */
        StoryEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Event
             * @enum {string}
             */
            event: "created" | "sent" | "delivered" | "read" | "failed" | "unknown" | "sent_again" | "no_interaction" | "interaction" | "decided_wait" | "decided_count_as_sent" | "decided_send_again";
            /** Text */
            text: string | null;
        };
        /**
         * SubjectBody
         * @description On what. Without `id` on many at once: `details` has how many, and the first ids.
         */
        SubjectBody: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "user" | "api_key" | "session" | "sender" | "image" | "contact" | "category" | "import" | "campaign" | "parked_webhook" | "installation" | "settings";
            /** Id */
            id: number | null;
            /** Name */
            name: string | null;
        };
        /**
         * SyncAnswer
         * @description How many templates Meta listed, and how many of ours have vanished there.
         * @example {
         *       "listed": 12,
         *       "vanished": 0
         *     }
         */
        SyncAnswer: {
            /** Listed */
            listed: number;
            /** Vanished */
            vanished: number;
        };
        /**
         * SystemStatus
         * @description Every part of the installation now. `status` is `degraded` when any part of it is not well.
         * @example {
         *       "cache": {
         *         "errors": 0,
         *         "hit_rate": 94,
         *         "hits": 940,
         *         "latency_ms": 0.21,
         *         "misses": 60,
         *         "namespaces": {},
         *         "total": 1000
         *       },
         *       "database": {
         *         "latency_ms": 0.3,
         *         "status": "ok",
         *         "version": "18.0"
         *       },
         *       "intake": {
         *         "drops": [],
         *         "gaps": [],
         *         "healthy": true,
         *         "kept_replies": 0
         *       },
         *       "parked": {
         *         "waiting": 0,
         *         "oldest_at": null
         *       },
         *       "processes": {
         *         "api": {
         *           "alive": 1,
         *           "items": [
         *             {
         *               "heartbeat_at": "2026-11-22T10:00:00Z",
         *               "host": "relance-1",
         *               "overdue": [],
         *               "pid": 4242,
         *               "silent_s": 0.8,
         *               "started_at": "2026-11-22T10:00:00Z",
         *               "state": "alive",
         *               "work": {
         *                 "lanes": 0.9,
         *                 "lines": 0.9,
         *                 "listen": 2.4,
         *                 "poll": 1,
         *                 "settle": 1.6
         *               }
         *             }
         *           ],
         *           "last_heartbeat_at": "2026-11-22T10:00:00Z"
         *         },
         *         "beat": {
         *           "alive": 1,
         *           "items": [
         *             {
         *               "heartbeat_at": "2026-11-22T10:00:00Z",
         *               "host": "relance-1",
         *               "overdue": [],
         *               "pid": 4242,
         *               "silent_s": 0.8,
         *               "started_at": "2026-11-22T10:00:00Z",
         *               "state": "alive",
         *               "work": {
         *                 "lanes": 0.9,
         *                 "lines": 0.9,
         *                 "listen": 2.4,
         *                 "poll": 1,
         *                 "settle": 1.6
         *               }
         *             }
         *           ],
         *           "last_heartbeat_at": "2026-11-22T10:00:00Z"
         *         },
         *         "sender": {
         *           "alive": 1,
         *           "items": [
         *             {
         *               "heartbeat_at": "2026-11-22T10:00:00Z",
         *               "host": "relance-1",
         *               "overdue": [],
         *               "pid": 4242,
         *               "silent_s": 0.8,
         *               "started_at": "2026-11-22T10:00:00Z",
         *               "state": "alive",
         *               "work": {
         *                 "lanes": 0.9,
         *                 "lines": 0.9,
         *                 "listen": 2.4,
         *                 "poll": 1,
         *                 "settle": 1.6
         *               }
         *             }
         *           ],
         *           "last_heartbeat_at": "2026-11-22T10:00:00Z"
         *         },
         *         "worker": {
         *           "alive": 1,
         *           "items": [
         *             {
         *               "heartbeat_at": "2026-11-22T10:00:00Z",
         *               "host": "relance-1",
         *               "overdue": [],
         *               "pid": 4242,
         *               "silent_s": 0.8,
         *               "started_at": "2026-11-22T10:00:00Z",
         *               "state": "alive",
         *               "work": {
         *                 "lanes": 0.9,
         *                 "lines": 0.9,
         *                 "listen": 2.4,
         *                 "poll": 1,
         *                 "settle": 1.6
         *               }
         *             }
         *           ],
         *           "last_heartbeat_at": "2026-11-22T10:00:00Z"
         *         }
         *       },
         *       "queue": {
         *         "oldest_due_age_s": 0.4,
         *         "oldest_due_at": "2026-11-22T10:00:00Z",
         *         "pending_message_1": 1200,
         *         "pending_message_2": 3,
         *         "sending": 18,
         *         "settling": 0,
         *         "oldest_reply_due_at": null,
         *         "oldest_reply_age_s": null
         *       },
         *       "redis": {
         *         "latency_ms": 0.2,
         *         "status": "ok",
         *         "version": "9.0"
         *       },
         *       "senders": [
         *         {
         *           "number": "+229 01 97 00 00 00",
         *           "sender_id": 1,
         *           "status": "ok",
         *           "blocked_until": null,
         *           "code": null,
         *           "reason": null
         *         }
         *       ],
         *       "sending": {
         *         "hindrances": [],
         *         "oldest_due_age_s": 0.4,
         *         "status": "ok",
         *         "taken_age_s": 0.9
         *       },
         *       "status": "ok"
         *     }
         */
        SystemStatus: {
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "degraded";
            database: components["schemas"]["ServerStatus"];
            redis: components["schemas"]["ServerStatus"];
            processes: components["schemas"]["Processes"];
            sending: components["schemas"]["SendingStatus"];
            /** Senders */
            senders: components["schemas"]["SenderStatus"][];
            queue: components["schemas"]["QueueStatus"];
            parked: components["schemas"]["ParkedStatus"];
            intake: components["schemas"]["IntakeStatus"];
            /** @description as GET /api/cache/stats; null when it is switched off */
            cache: components["schemas"]["CacheStats"] | null;
        };
        /**
         * TemplateAnswer
         * @description The template of a campaign with the values of its header and buttons.
         */
        TemplateAnswer: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /** Language */
            language: string;
            header: components["schemas"]["HeaderAnswer"] | null;
            /** Buttons */
            buttons: {
                [key: string]: components["schemas"]["BindingAnswer"];
            };
        };
        /**
         * TemplateBody
         * @description A template as Meta last described it; `components` is Meta's list.
         * @example {
         *       "category": "MARKETING",
         *       "components": [
         *         {
         *           "text": "Bonjour {{1}} !",
         *           "type": "BODY"
         *         }
         *       ],
         *       "id": 1,
         *       "language": "fr",
         *       "name": "welcome",
         *       "parameter_format": "POSITIONAL",
         *       "quality": "GREEN",
         *       "shape": {
         *         "body_parameters": [
         *           "1"
         *         ],
         *         "buttons": [],
         *         "header_kind": null,
         *         "header_parameter": null,
         *         "unsupported": null,
         *         "unsupported_reason": null
         *       },
         *       "status": "APPROVED",
         *       "synced_at": "2026-11-01T12:00:00Z",
         *       "waba_id": "102290129340398",
         *       "rejected_reason": null,
         *       "blocked_at": null,
         *       "blocked_until": null,
         *       "blocked_code": null,
         *       "blocked_reason": null
         *     }
         */
        TemplateBody: {
            /** Id */
            id: number;
            /** Waba Id */
            waba_id: string;
            /** Name */
            name: string;
            /** Language */
            language: string;
            /** Category */
            category: string | null;
            /** Status */
            status: string;
            /**
             * Parameter Format
             * @description POSITIONAL or NAMED
             */
            parameter_format: string;
            /** Components */
            components: {
                [key: string]: unknown;
            }[];
            /** Quality */
            quality: string | null;
            /** Rejected Reason */
            rejected_reason: string | null;
            shape: components["schemas"]["Shape"];
            /** Blocked At */
            blocked_at: string | null;
            /** Blocked Until */
            blocked_until: string | null;
            /** Blocked Code */
            blocked_code: number | null;
            /** Blocked Reason */
            blocked_reason: string | null;
            /** Synced At */
            synced_at: string | null;
        };
        /**
         * TemplateChoice
         * @description An approved template, and what its header and buttons need. Buttons by their index, from "0".
         */
        TemplateChoice: {
            /** Name */
            name: string;
            /** Language */
            language: string;
            header?: components["schemas"]["Header"] | null;
            /**
             * Buttons
             * @default {}
             */
            buttons: {
                [key: string]: components["schemas"]["Binding"];
            };
        };
        /**
         * TemplateList
         * @description A page of templates by name and language.
         * @example {
         *       "items": [
         *         {
         *           "category": "MARKETING",
         *           "components": [
         *             {
         *               "text": "Bonjour {{1}} !",
         *               "type": "BODY"
         *             }
         *           ],
         *           "id": 1,
         *           "language": "fr",
         *           "name": "welcome",
         *           "parameter_format": "POSITIONAL",
         *           "quality": "GREEN",
         *           "shape": {
         *             "body_parameters": [
         *               "1"
         *             ],
         *             "buttons": [],
         *             "header_kind": null,
         *             "header_parameter": null,
         *             "unsupported": null,
         *             "unsupported_reason": null
         *           },
         *           "status": "APPROVED",
         *           "synced_at": "2026-11-01T12:00:00Z",
         *           "waba_id": "102290129340398",
         *           "rejected_reason": null,
         *           "blocked_at": null,
         *           "blocked_until": null,
         *           "blocked_code": null,
         *           "blocked_reason": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        TemplateList: {
            /** Items */
            items: components["schemas"]["TemplateBody"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * TemplateName
         * @description Which template.
         */
        TemplateName: {
            /** Name */
            name: string;
            /** Language */
            language: string;
        };
        /**
         * TextMessage2
         * @description A text; `{{first_name}}` and other fields are filled in.
         */
        TextMessage2: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "text";
            /** Text */
            text: string;
        };
        /**
         * Timeline
         * @description The newest first.
         * @example {
         *       "items": [
         *         {
         *           "at": "2026-11-02T09:30:00Z",
         *           "campaign_id": 2,
         *           "campaign_name": "November",
         *           "content": {
         *             "1": "Awa"
         *           },
         *           "delivered_at": "2026-11-02T09:30:02Z",
         *           "id": 5,
         *           "is_test": false,
         *           "kind": "message",
         *           "read_at": "2026-11-02T09:31:00Z",
         *           "sender_id": 1,
         *           "sent_at": "2026-11-02T09:30:00Z",
         *           "status": "read",
         *           "text": "Bonjour Awa !",
         *           "type": "message_1",
         *           "interacted_at": null,
         *           "failed_at": null,
         *           "cancel_reason": null,
         *           "error_code": null,
         *           "error_title": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": null
         *     }
         */
        Timeline: {
            /** Items */
            items: (components["schemas"]["TimelineMessage"] | components["schemas"]["TimelineInteraction"])[];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: null;
        };
        /**
         * TimelineInteraction
         * @description Something the contact did, by Meta's time of it; `type` is what.
         */
        TimelineInteraction: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "interaction";
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Campaign Id */
            campaign_id: number | null;
            /** Campaign Name */
            campaign_name: string | null;
            /** Sender Id */
            sender_id: number;
            /** Type */
            type: string;
            /**
             * Is Test
             * @description in answer to a test of the campaign
             */
            is_test: boolean;
            /** Content */
            content: {
                [key: string]: unknown;
            } | null;
            /** Text */
            text: string | null;
            /** Message Id */
            message_id: number | null;
            /** @description what was answered, when this was a STOP */
            opt_out_answer: components["schemas"]["OptOutAnswer"] | null;
        };
        /**
         * TimelineMessage
         * @description A message to the contact, by the time it was sent (not sent yet: made).
         */
        TimelineMessage: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "message";
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Campaign Id */
            campaign_id: number;
            /** Campaign Name */
            campaign_name: string;
            /** Sender Id */
            sender_id: number;
            /**
             * Type
             * @enum {string}
             */
            type: "message_1" | "message_2";
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "held" | "sent" | "delivered" | "read" | "failed" | "unknown" | "cancelled" | "no_interaction";
            /**
             * Is Test
             * @description sent to a number of the team to try the campaign
             */
            is_test: boolean;
            /**
             * Content
             * @description what was filled in, as it was then
             */
            content: {
                [key: string]: unknown;
            };
            /**
             * Text
             * @description what it says: Message 1 by the template as it reads now; an image without caption: null
             */
            text: string | null;
            /** Sent At */
            sent_at: string | null;
            /** Delivered At */
            delivered_at: string | null;
            /** Read At */
            read_at: string | null;
            /** Interacted At */
            interacted_at: string | null;
            /** Failed At */
            failed_at: string | null;
            /** Cancel Reason */
            cancel_reason: string | null;
            /** Error Code */
            error_code: number | null;
            /** Error Title */
            error_title: string | null;
        };
        /**
         * TimelinePoint
         * @description How many reached what within the step that begins at `at`.
         */
        TimelinePoint: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Sent */
            sent: number;
            /** Delivered */
            delivered: number;
            /** Read */
            read: number;
            /** Interacted */
            interacted: number;
            /** Message 2 Sent */
            message_2_sent: number;
        };
        /**
         * TooLong
         * @description A text that is too long for some recipients once their fields are in it, and whose is the longest.
         *
         *     Meta refuses such a Message 1; a Message 2 is cut.
         */
        TooLong: {
            /**
             * Where
             * @enum {string}
             */
            where: "message_1.header" | "message_1.body" | "message_1.button" | "message_2.text" | "message_2.caption";
            /**
             * Most
             * @description characters that WhatsApp takes
             */
            most: number;
            /**
             * Length
             * @description characters for this contact
             */
            length: number;
            /**
             * Contacts
             * @description recipients whose text is too long
             */
            contacts: number;
            /** Contact Id */
            contact_id: number;
            /** Phone */
            phone: string | null;
            /** First Name */
            first_name: string | null;
            /** Last Name */
            last_name: string | null;
        };
        /**
         * UserBody
         * @description A user. A disabled one cannot log in.
         * @example {
         *       "created_at": "2026-11-01T12:00:00Z",
         *       "id": 1,
         *       "role": "admin",
         *       "username": "awa",
         *       "last_login_at": null,
         *       "disabled_at": null
         *     }
         */
        UserBody: {
            /** Id */
            id: number;
            /** Username */
            username: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "super_admin";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Last Login At */
            last_login_at: string | null;
            /** Disabled At */
            disabled_at: string | null;
        };
        /**
         * UserChange
         * @description What is left out, or null, stays as it is.
         * @example {
         *       "role": "super_admin"
         *     }
         */
        UserChange: {
            /** Username */
            username?: string | null;
            /** Password */
            password?: string | null;
            /** Role */
            role?: ("admin" | "super_admin") | null;
            /** Disabled */
            disabled?: boolean | null;
        };
        /**
         * UserList
         * @description All users by name; never paged.
         * @example {
         *       "items": [
         *         {
         *           "created_at": "2026-11-01T12:00:00Z",
         *           "id": 1,
         *           "role": "admin",
         *           "username": "awa",
         *           "last_login_at": null,
         *           "disabled_at": null
         *         }
         *       ],
         *       "next_cursor": null,
         *       "total": 1
         *     }
         */
        UserList: {
            /** Items */
            items: components["schemas"]["UserBody"][];
            /** Next Cursor */
            next_cursor?: null;
            /** Total */
            total: number;
        };
        /**
         * UserReplacement
         * @description What a user shall be; without a password, or with null, the password stays.
         * @example {
         *       "role": "admin",
         *       "username": "awa"
         *     }
         */
        UserReplacement: {
            /**
             * Username
             * @example awa
             */
            username: string;
            /**
             * Role
             * @enum {string}
             */
            role: "admin" | "super_admin";
            /**
             * Disabled
             * @default false
             */
            disabled: boolean;
            /** Password */
            password?: string | null;
        };
        /**
         * Verified
         * @description What is known about a contact being on WhatsApp.
         * @enum {string}
         */
        Verified: "true" | "false" | "unknown";
        /**
         * WordsOfLanguage
         * @description The built-in words and clear sentences of one language (ISO 639).
         * @example {
         *       "fixed": [
         *         "stop"
         *       ],
         *       "language": "fr",
         *       "words": [
         *         "stop",
         *         "désabonner"
         *       ]
         *     }
         */
        WordsOfLanguage: {
            /** Language */
            language: string;
            /** Words */
            words: string[];
            /**
             * Fixed
             * @description Those that always count: STOP itself.
             */
            fixed: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    answer_alive_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    answer_ready_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description PostgreSQL or Redis is down. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    show_setup_api_auth_setup_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupAnswer"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    set_up_api_auth_setup_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstUser"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_in_api_auth_login_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    log_out_api_auth_logout_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_me_api_auth_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_password_api_auth_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    confirm_api_auth_confirm_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordAgain"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_sessions_api_auth_sessions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_session_api_auth_sessions__session_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_users_api_users_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_user_api_users_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_user_api_users__user_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replace_user_api_users__user_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserReplacement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_user_api_users__user_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_user_api_users__user_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_api_keys_api_api_keys_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_api_key_api_api_keys_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_key_api_api_keys__key_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    revoke_api_key_api_api_keys__key_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_restored_api_installation_restored_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredQuestion"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    answer_restored_api_installation_restored_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoredAnswer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredQuestion"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_page_api_activity_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description who */
                actor_kind?: ("user" | "api_key" | "command" | "nobody" | "relance") | null;
                actor_id?: number | null;
                what?: components["schemas"]["Act"] | null;
                /** @description on what */
                subject_kind?: ("user" | "api_key" | "session" | "sender" | "image" | "contact" | "category" | "import" | "campaign" | "parked_webhook" | "installation" | "settings") | null;
                subject_id?: number | null;
                /** @description with time zone */
                at_from?: string | null;
                /** @description not included */
                at_until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_many_api_contacts_bulk_delete_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_api_contacts_export_get: {
        parameters: {
            query?: {
                sort?: components["schemas"]["Order"];
                /** @description part of the name, of the number, or of an own field */
                q?: string | null;
                category_id?: number | null;
                whatsapp_verified?: components["schemas"]["Verified"] | null;
                opted_out?: boolean | null;
                /** @description has ever answered */
                interacted?: boolean | null;
                /** @description another name of q */
                search?: string | null;
                /** @description an own field and its whole value, as in `city:Porto-Novo` */
                field?: string[] | null;
                /** @description csv, or a workbook */
                format?: components["schemas"]["FileKind"];
                /** @description of the cells of a CSV file */
                separator?: components["schemas"]["Separator"];
                /** @description of headings and words; own fields become columns */
                language?: components["schemas"]["Language"] | null;
                /** @description in which times are told; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,phone
                     *     17,+2290197000001
                     */
                    "text/csv": string;
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    file_many_api_contacts_bulk_categories_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Membership"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_api_contacts_import_preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_preview_api_contacts_import_preview_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_country_api_contacts_import_country_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefaultCountryAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_page_api_contacts_import_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_api_contacts_import_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_start_api_contacts_import_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_contacts_import__job_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_checked_api_contacts_import__job_id__run_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJob"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_undo_api_contacts_import__job_id__undo_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportUndoable"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    take_back_api_contacts_import__job_id__undo_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportUndone"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_lines_api_contacts_import__job_id__lines_get: {
        parameters: {
            query?: {
                /** @description else those that were taken with a warning */
                rejected?: boolean;
                /** @description only those of this reason */
                code?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
            };
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportLineList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    count_lines_api_contacts_import__job_id__lines_kinds_get: {
        parameters: {
            query?: {
                /** @description else those that were taken with a warning */
                rejected?: boolean;
            };
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportLineKinds"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download_rejected_api_contacts_import__job_id__rejected_csv_get: {
        parameters: {
            query?: {
                /** @description in which columns */
                form?: "list" | "original";
                /** @description csv, or a workbook */
                format?: components["schemas"]["FileKind"];
                /** @description of the cells of a CSV file */
                separator?: components["schemas"]["Separator"];
                /** @description of headings and words; own fields become columns */
                language?: components["schemas"]["Language"] | null;
                /** @description in which times are told; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,phone
                     *     17,+2290197000001
                     */
                    "text/csv": string;
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download_warnings_api_contacts_import__job_id__warnings_csv_get: {
        parameters: {
            query?: {
                /** @description csv, or a workbook */
                format?: components["schemas"]["FileKind"];
                /** @description of the cells of a CSV file */
                separator?: components["schemas"]["Separator"];
                /** @description of headings and words; own fields become columns */
                language?: components["schemas"]["Language"] | null;
                /** @description in which times are told; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,phone
                     *     17,+2290197000001
                     */
                    "text/csv": string;
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_page_api_contacts_get: {
        parameters: {
            query?: {
                sort?: components["schemas"]["Order"];
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description part of the name, of the number, or of an own field */
                q?: string | null;
                category_id?: number | null;
                whatsapp_verified?: components["schemas"]["Verified"] | null;
                opted_out?: boolean | null;
                /** @description has ever answered */
                interacted?: boolean | null;
                /** @description another name of q */
                search?: string | null;
                /** @description an own field and its whole value, as in `city:Porto-Novo` */
                field?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_api_contacts_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_counts_api_contacts_counts_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactCounts"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_matching_api_contacts_matching_get: {
        parameters: {
            query?: {
                /** @description part of the name, of the number, or of an own field */
                q?: string | null;
                category_id?: number | null;
                whatsapp_verified?: components["schemas"]["Verified"] | null;
                opted_out?: boolean | null;
                /** @description has ever answered */
                interacted?: boolean | null;
                /** @description another name of q */
                search?: string | null;
                /** @description an own field and its whole value, as in `city:Porto-Novo` */
                field?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactMatches"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_contacts__contact_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replace_api_contacts__contact_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactReplacement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_api_contacts__contact_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    patch_api_contacts__contact_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    record_opt_out_api_contacts__contact_id__opt_out_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "asked on the phone"
                 *     }
                 */
                "application/json": components["schemas"]["OptChoice"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    record_opt_in_api_contacts__contact_id__opt_in_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "asked on the phone"
                 *     }
                 */
                "application/json": components["schemas"]["OptChoice"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_timeline_api_contacts__contact_id__timeline_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
            };
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_of_contact_api_contacts__contact_id__consents_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_api_contacts__contact_id__consents_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConsent"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    copy_api_contacts__contact_id__copy_get: {
        parameters: {
            query?: {
                /** @description a page is for people */
                format?: components["schemas"]["CopyKind"];
                /** @description of the headings of a page */
                language?: components["schemas"]["Language"];
                /** @description of the times of a page; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactCopy"];
                    /** @example <!doctype html><html lang="fr">… */
                    "text/html": unknown;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    erase_api_contacts__contact_id__erase_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    erase_many_api_contacts_bulk_erase_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_categories_api_categories_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_api_categories_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_categories__category_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replace_api_categories__category_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryReplacement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_api_categories__category_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_contacts_api_categories__category_id__contacts_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_contact_api_categories__category_id__contacts__contact_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
                contact_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_page_api_campaigns_get: {
        parameters: {
            query?: {
                status?: ("draft" | "scheduled" | "preparing" | "sending" | "paused" | "completed" | "failed" | "stopped") | null;
                /** @description words of the name, or parts of them */
                q?: string | null;
                /** @description another name of q */
                search?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_api_campaigns_post: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_and_start_api_campaigns_start_post: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_api_campaigns__campaign_id__start_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pause_api_campaigns__campaign_id__pause_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resume_api_campaigns__campaign_id__resume_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stop_api_campaigns__campaign_id__stop_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_campaigns__campaign_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_api_campaigns__campaign_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_api_campaigns__campaign_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    duplicate_api_campaigns__campaign_id__duplicate_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    try_out_api_campaigns__campaign_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendTestRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendTestAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_api_campaigns__campaign_id__retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_doubts_api_campaigns__campaign_id__doubts_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDoubts"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decide_api_campaigns__campaign_id__doubts_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DoubtsRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoubtsDecided"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_stats_api_campaigns__campaign_id__stats_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignStats"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_timeline_api_campaigns__campaign_id__timeline_get: {
        parameters: {
            query?: {
                /** @description by the minute while it is young, else by the hour */
                step?: ("minute" | "hour") | null;
            };
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignTimeline"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_errors_api_campaigns__campaign_id__errors_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignErrors"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_campaign_messages_api_campaigns__campaign_id__messages_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                type?: components["schemas"]["MessageType"] | null;
                /** @description the state now */
                state?: components["schemas"]["State"] | null;
                /** @description how far it ever got */
                reached?: components["schemas"]["Milestone"] | null;
                error_code?: number | null;
            };
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_campaign_interactions_api_campaigns__campaign_id__interactions_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
            };
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignInteractionList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_api_campaigns__campaign_id__export_get: {
        parameters: {
            query?: {
                type?: components["schemas"]["MessageType"] | null;
                /** @description the state now */
                state?: components["schemas"]["State"] | null;
                /** @description how far it ever got */
                reached?: components["schemas"]["Milestone"] | null;
                error_code?: number | null;
                /** @description csv, or a workbook */
                format?: components["schemas"]["FileKind"];
                /** @description of the cells of a CSV file */
                separator?: components["schemas"]["Separator"];
                /** @description of headings and words; own fields become columns */
                language?: components["schemas"]["Language"] | null;
                /** @description in which times are told; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,phone
                     *     17,+2290197000001
                     */
                    "text/csv": string;
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preflight_wish_api_campaigns_preflight_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preflight_api_campaigns__campaign_id__preflight_get: {
        parameters: {
            query?: {
                /** @description as if the campaign said so; its own word when not given */
                skip_unreachable?: boolean | null;
            };
            header?: never;
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stream_events_api_campaigns__campaign_id__events_get: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string | null;
            };
            path: {
                campaign_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events for 25 s; come back with Last-Event-ID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: stats=5f0c
                     *     event: stats
                     *     data: {"campaign_id": 3}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_all_api_messages_get: {
        parameters: {
            query?: {
                /** @description rows of a page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                campaign_id?: number | null;
                contact_id?: number | null;
                type?: components["schemas"]["MessageType"] | null;
                /** @description the state now */
                state?: components["schemas"]["State"] | null;
                /** @description how far it ever got */
                reached?: components["schemas"]["Milestone"] | null;
                error_code?: number | null;
                /** @description with time zone */
                sent_from?: string | null;
                /** @description not included */
                sent_until?: string | null;
                /** @description part of the contact's name, number, or of an own field */
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_api_messages_export_get: {
        parameters: {
            query?: {
                campaign_id?: number | null;
                contact_id?: number | null;
                type?: components["schemas"]["MessageType"] | null;
                /** @description the state now */
                state?: components["schemas"]["State"] | null;
                /** @description how far it ever got */
                reached?: components["schemas"]["Milestone"] | null;
                error_code?: number | null;
                /** @description with time zone */
                sent_from?: string | null;
                /** @description not included */
                sent_until?: string | null;
                /** @description part of the contact's name, number, or of an own field */
                q?: string | null;
                /** @description csv, or a workbook */
                format?: components["schemas"]["FileKind"];
                /** @description of the cells of a CSV file */
                separator?: components["schemas"]["Separator"];
                /** @description of headings and words; own fields become columns */
                language?: components["schemas"]["Language"] | null;
                /** @description in which times are told; else UTC */
                timezone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,phone
                     *     17,+2290197000001
                     */
                    "text/csv": string;
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_stats_api_messages_stats_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageStats"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_api_messages__message_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_senders_api_senders_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_sender_api_senders__sender_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    update_sender_api_senders__sender_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    unblock_sender_api_senders__sender_id__unblock_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sender_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SenderBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_templates_api_templates_get: {
        parameters: {
            query?: {
                status?: string | null;
                language?: string | null;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    sync_api_templates_sync_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_template_api_templates__template_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_api_templates__template_id__preview_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_media_api_media_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    upload_api_media_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_upload_api_media_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaBody"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_media_api_media__media_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_content_api_media__media_id__content_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_parked_api_webhooks_parked_get: {
        parameters: {
            query?: {
                /** @description Leave out those that were replayed. */
                open_only?: boolean;
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replay_all_api_webhooks_parked_replay_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "after_id": 7
                 *     }
                 */
                "application/json": components["schemas"]["ReplayRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayAnswer"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_parked_api_webhooks_parked__parked_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parked_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedDetail"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replay_one_api_webhooks_parked__parked_id__replay_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parked_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description There is no such thing, or it was deleted. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_stats_api_monitoring_stats_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitoringStats"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_history_api_monitoring_history_get: {
        parameters: {
            query?: {
                /** @description days back, today included */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_errors_api_monitoring_errors_get: {
        parameters: {
            query?: {
                /** @description days back, today included */
                days?: number;
                sender_id?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorsAnswer"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_system_status_api_monitoring_system_status_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemStatus"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_alerts_api_monitoring_alerts_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_stats_api_dashboard_stats_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardStats"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stream_everything_api_events_get: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events for 25 s; come back with Last-Event-ID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: stats=5f0c
                     *     event: stats
                     *     data: {"campaign_id": 3}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    show_cache_stats_api_cache_stats_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CacheStats"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_settings_api_settings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_settings_api_settings_patch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingList"];
                };
            };
            /** @description The cursor is not one of this list with this filter, or the body cannot be read at all. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Not allowed: another site's page, or it takes a super admin who is logged in. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It goes against the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_opt_out_words_api_settings_opt_out_words_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuiltInWords"];
                };
            };
            /** @description No valid session or API key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request cannot mean anything; the message says why. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too many of these; Retry-After or the message tells when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency is down or busy; Retry-After tells when to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
