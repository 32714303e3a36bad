"""The tables of the first version"""

import sqlalchemy as sa
from alembic import op

from toolkit.audit import triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_actor_id_seq", ["actor_id", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index("ix_audit_entry_event_seq", ["event", "seq"], unique=False)
        batch_op.create_index("ix_audit_entry_object_id_seq", ["object_id", "seq"], unique=False)
        batch_op.create_index("uq_audit_entry_hash", ["hash"], unique=True)

    op.create_table(
        "audit_anchor",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_anchor")),
    )
    op.create_table(
        "key_check",
        sa.Column("key_id", sa.String(length=255), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_key_check")),
    )
    op.create_table(
        "backup_run",
        sa.Column("act", sa.Enum("copy", "keys", "drill", "code", name="act", native_enum=False, create_constraint=True, length=10), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("new_bytes", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_run")),
    )
    with op.batch_alter_table("backup_run", schema=None) as batch_op:
        batch_op.create_index("ix_backup_run_act_finished_at", ["act", "finished_at"], unique=False)

    op.create_table(
        "transcription_hours",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_transcription_hours")),
    )
    op.create_table(
        "transcription_speed",
        sa.Column("machine", sa.String(length=20), nullable=False),
        sa.Column("engine", sa.String(length=30), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("sound_ms", sa.Integer(), nullable=False),
        sa.Column("work_ms", sa.Integer(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("machine", "engine", "model", name=op.f("pk_transcription_speed")),
    )
    op.create_table(
        "job",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("is_brief", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_ref", ["ref"], unique=False)
        batch_op.create_index("ix_job_state_run_after", ["state", "run_after"], unique=False)
        batch_op.create_index(
            "uq_job_open",
            ["kind", "ref"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )

    op.create_table(
        "flash_message",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flash_message")),
    )
    with op.batch_alter_table("flash_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flash_message_token_hash"), ["token_hash"], unique=False)

    op.create_table(
        "model_choice",
        sa.Column("engine", sa.String(length=30), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("engine", name=op.f("pk_model_choice")),
    )
    op.create_table(
        "sent_form",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_form")),
    )
    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_throttle")),
    )
    op.create_table(
        "unit",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("municipality", sa.String(length=120), nullable=False),
        sa.Column("consent_alone_from_age", sa.Integer(), nullable=False),
        sa.Column("guardians_required", sa.Integer(), nullable=False),
        sa.Column("youngest", sa.Integer(), nullable=False),
        sa.Column("oldest", sa.Integer(), nullable=False),
        sa.Column("small_group", sa.Integer(), nullable=False),
        sa.Column("five_faces", sa.Boolean(), nullable=False),
        sa.Column("second_reader", sa.Boolean(), nullable=False),
        sa.Column("worry_routine", sa.String(), nullable=False),
        sa.Column("data_protection_officer", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("controller", sa.String(length=120), nullable=False),
        sa.Column("recording_months", sa.Integer(), nullable=False),
        sa.Column("disposal_decision", sa.String(length=120), nullable=False),
        sa.Column("text_decision", sa.String(length=120), nullable=False),
        sa.Column("complaints_contact", sa.String(length=400), nullable=False),
        sa.Column("lex_sarah_contact", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("guardians_required IN (1, 2)", name=op.f("ck_unit_guardians")),
        sa.CheckConstraint("youngest <= oldest", name=op.f("ck_unit_ages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_table(
        "worker_beat",
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_worker_beat")),
    )
    op.create_table(
        "team",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_team_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_team_unit_id_name")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_terms",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_terms_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_terms")),
    )
    op.create_table(
        "person",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("username", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("youngest", sa.Integer(), nullable=True),
        sa.Column("oldest", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 20", name=op.f("ck_person_capacity")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_team_id_team")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "cycle",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("guide_set", sa.String(length=60), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "running",
                "reported",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=10,
            ),
            nullable=False,
        ),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("youngest", sa.Integer(), nullable=True),
        sa.Column("oldest", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_cycle_created_by_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_cycle_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("unit_id", "year", "name", name=op.f("uq_cycle_unit_id_year_name")),
    )
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "first_year_tick",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("ticked_by_id", sa.Uuid(), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticked_by_id"], ["person.id"], name=op.f("fk_first_year_tick_ticked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_first_year_tick_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_id", "step", name=op.f("pk_first_year_tick")),
    )
    op.create_table(
        "guide_edition",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("guide_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cards", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_guide_edition_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_guide_edition_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_edition")),
        sa.UniqueConstraint("unit_id", "guide_id", "number", name=op.f("uq_guide_edition_unit_id_guide_id_number")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_code_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_one_time_code_code_hash")),
    )
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "calendar_address",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scope IN ('own', 'unit')", name=op.f("ck_calendar_address_scope")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("person_id", "scope", name=op.f("uq_calendar_address_person_id_scope")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_address_token_hash")),
    )
    op.create_table(
        "mail",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=30), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failure IN ('mail_not_set', 'mail_no_address', 'mail_server_away', 'mail_certificate', 'mail_no_starttls', 'mail_no_login', 'mail_wrong_password', 'mail_later', 'mail_sender_refused', 'mail_recipient_refused', 'mail_refused', 'mail_interrupted', 'mail_unexpected')", name=op.f("ck_mail_failure")),
        sa.CheckConstraint("kind IN ('follow_up', 'test', 'sign_in_changed')", name=op.f("ck_mail_kind")),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name=op.f("ck_mail_state")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_tried_at"), ["tried_at"], unique=False)

    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_choice_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_role")),
    )
    op.create_table(
        "coordinated_unit",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coordinated_unit_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_coordinated_unit_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "unit_id", name=op.f("pk_coordinated_unit")),
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_signing_key_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "yearly_file_sender",
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("municipality", sa.String(length=600), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_yearly_file_sender_confirmed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_file_sender")),
        sa.UniqueConstraint("public_key", name=op.f("uq_yearly_file_sender_public_key")),
    )
    op.create_table(
        "yearly_file",
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_in_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["yearly_file_sender.id"],
            name=op.f("fk_yearly_file_sender_id_yearly_file_sender"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taken_in_by_id"], ["person.id"], name=op.f("fk_yearly_file_taken_in_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_file")),
        sa.UniqueConstraint("sender_id", "year", name=op.f("uq_yearly_file_sender_id_year")),
        sa.UniqueConstraint("sha256", name=op.f("uq_yearly_file_sha256")),
    )
    with op.batch_alter_table("yearly_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_yearly_file_year"), ["year"], unique=False)
    op.create_table(
        "sign_in_session",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pin_hash", sa.String(length=64), nullable=True),
        sa.Column("pin_tries", sa.Integer(), nullable=False),
        sa.Column("waits_for", sa.String(length=20), nullable=True),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_session", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "device IN ('windows', 'mac', 'linux', 'chromebook', 'iphone', 'ipad', 'android_phone', 'android_tablet',"
            " 'other')",
            name=op.f("ck_sign_in_session_device"),
        ),
        sa.CheckConstraint("waits_for IN ('second_factor', 'set_up')", name=op.f("ck_sign_in_session_waits_for")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_session_provider_session"), ["provider_session"], unique=False)

    op.create_table('provider_account',
    sa.Column('account_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_provider_account_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_hash', name=op.f('pk_provider_account')),
    sa.UniqueConstraint('person_id', name=op.f('uq_provider_account_person_id'))
    )
    op.create_table('used_provider_answer',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_used_provider_answer'))
    )

    op.create_table('second_factor_policy',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('role_names', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor_policy'))
    )
    op.create_table('used_challenge',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_used_challenge'))
    )
    op.create_table('authenticator',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('secret', sa.LargeBinary(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_step', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_authenticator_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_authenticator'))
    )
    op.create_table('passkey',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('rp_id', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_passkey_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_person_id'), ['person_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('first_group', sa.String(length=4), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('person_id', 'first_group', name=op.f('uq_recovery_code_person_id_first_group'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_person_id'), ['person_id'], unique=False)

    op.create_table('second_factor_reset',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('witness_id', sa.Uuid(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('seen_by_owner_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_by_witness_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_second_factor_reset_by_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_factor_reset_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['witness_id'], ['person.id'], name=op.f('fk_second_factor_reset_witness_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor_reset'))
    )
    with op.batch_alter_table('second_factor_reset', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_second_factor_reset_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_second_factor_reset_witness_id'), ['witness_id'], unique=False)

    op.create_table(
        "child",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("case_open", sa.Boolean(), nullable=False),
        sa.Column("protected_identity", sa.Boolean(), nullable=False),
        sa.Column("siblings", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=60), nullable=False),
        sa.Column("interpreter", sa.String(length=12), nullable=False),
        sa.Column("excluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sex IN ('girl', 'boy', 'other')", name=op.f("ck_child_sex")),
        sa.CheckConstraint("interpreter IN ('not_needed', 'needed', 'declined')", name=op.f("ck_child_interpreter")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_child_cycle_id_cycle"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_child_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child")),
        sa.UniqueConstraint("cycle_id", "code", name=op.f("uq_child_cycle_id_code")),
    )
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "child_response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=False),
        sa.Column("scale_version", sa.Integer(), nullable=False),
        sa.Column("age_band", sa.String(length=10), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("visit_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint("sex IN ('girl', 'boy', 'other')", name=op.f("ck_child_response_sex")),
        sa.CheckConstraint("age_band IN ('5–8', '9–12', '13–14', '15–18')", name=op.f("ck_child_response_age_band")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_child_response_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_response")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_child_response_code_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("child_response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_response_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "cycle_interviewer",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_interviewer_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cycle_interviewer_person_id_person")),
        sa.PrimaryKeyConstraint("cycle_id", "person_id", name=op.f("pk_cycle_interviewer")),
    )
    op.create_table(
        "cycle_phase",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_phase_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cycle_id", "key", name=op.f("pk_cycle_phase")),
    )
    op.create_table(
        "cycle_team",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_team_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cycle_team_team_id_team")),
        sa.PrimaryKeyConstraint("cycle_id", "team_id", name=op.f("pk_cycle_team")),
    )
    op.create_table(
        "draw",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("drawn_by_id", sa.Uuid(), nullable=False),
        sa.Column("stratified", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_draw_cycle_id_cycle"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["drawn_by_id"], ["person.id"], name=op.f("fk_draw_drawn_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
    )
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "focus_notes",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum("before", "after", name="occasion", native_enum=False, create_constraint=True, length=10),
            nullable=False,
        ),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_focus_notes_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_focus_notes_written_by_id_person")),
        sa.PrimaryKeyConstraint("cycle_id", "occasion", name=op.f("pk_focus_notes")),
    )
    op.create_table(
        "report_answer",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_report_answer_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_report_answer_decided_by_id_person")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_report_answer")),
    )
    with op.batch_alter_table("report_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_answer_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("compiler_id", sa.Uuid(), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by_id", sa.Uuid(), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["compiler_id"], ["person.id"], name=op.f("fk_edition_compiler_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_edition_cycle_id_cycle"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["destroyed_by_id"], ["person.id"], name=op.f("fk_edition_destroyed_by_id_person")),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk_edition_leader_id_person")),
        sa.ForeignKeyConstraint(["stopped_by_id"], ["person.id"], name=op.f("fk_edition_stopped_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("cycle_id", "number", name=op.f("uq_edition_cycle_id_number")),
    )
    op.create_table(
        "release_yes",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("compiler", "leader", name="side", native_enum=False, create_constraint=True, length=10),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_release_yes_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_release_yes_person_id_person")),
        sa.PrimaryKeyConstraint("cycle_id", "side", name=op.f("pk_release_yes")),
    )
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("extension", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("plain_length", sa.BigInteger(), nullable=False),
        sa.Column("sealed_length", sa.BigInteger(), nullable=False),
        sa.Column("blob_id", sa.String(length=64), nullable=True),
        sa.Column("key_id", sa.String(length=64), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_file")),
        sa.UniqueConstraint(
            "edition_id",
            "name",
            "extension",
            "language",
            name=op.f("uq_edition_file_edition_id_name_extension_language"),
        ),
    )
    op.create_table(
        "report_compiler",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_report_compiler_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_compiler_person_id_person")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_report_compiler")),
    )
    op.create_table(
        "publication",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_publication_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("cycle_id", "edition", name=op.f("uq_publication_cycle_id_edition")),
    )
    op.create_table(
        "earlier_report_text",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_earlier_report_text_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_earlier_report_text_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_report_text")),
    )
    with op.batch_alter_table("earlier_report_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_report_text_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "report_template",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["kept_by_id"], ["person.id"], name=op.f("fk_report_template_kept_by_id_person")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_report_template_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_report_template")),
    )
    op.create_table(
        "report_text",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("drafted", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_report_text_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_report_text_written_by_id_person")),
        sa.PrimaryKeyConstraint("cycle_id", "section", name=op.f("pk_report_text")),
    )
    op.create_table(
        "staff_survey",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum("before", "after", name="occasion", native_enum=False, create_constraint=True, length=10),
            nullable=False,
        ),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_staff_survey_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_survey")),
        sa.UniqueConstraint("cycle_id", "occasion", name=op.f("uq_staff_survey_cycle_id_occasion")),
    )
    with op.batch_alter_table("staff_survey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_survey_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "theme",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column("codebook_id", sa.String(length=60), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("definition", sa.LargeBinary(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lineage_id", sa.Uuid(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "area IN ('knowledge', 'contact', 'participation', 'works_well')", name=op.f("ck_theme_area")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_theme_cycle_id_cycle"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["theme.id"], name=op.f("fk_theme_merged_into_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("cycle_id", "codebook_id", name=op.f("uq_theme_cycle_id_codebook_id")),
        sa.UniqueConstraint("cycle_id", "lineage_id", name=op.f("uq_theme_cycle_id_lineage_id")),
        sa.UniqueConstraint("cycle_id", "slot", name=op.f("uq_theme_cycle_id_slot")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_merged_into_id"), ["merged_into_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("interviewer_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(length=40), nullable=True),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recording_disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_text_disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "end_reason IN ('declined', 'unreachable', 'withdrawn', 'changed_by_hand')",
            name=op.f("ck_assignment_end_reason"),
        ),
        sa.CheckConstraint("origin IN ('draw', 'replacement', 'by_hand')", name=op.f("ck_assignment_origin")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_assignment_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_assignment_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_assignment_draw_id_draw")),
        sa.ForeignKeyConstraint(["interviewer_id"], ["person.id"], name=op.f("fk_assignment_interviewer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_child_id"), ["child_id"], unique=False)
        batch_op.create_index(
            "ix_assignment_kept",
            ["cycle_id", "disposed_at", "recording_disposed_at", "full_text_disposed_at", "contact_disposed_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_assignment_interviewer_id"), ["interviewer_id"], unique=False)
        batch_op.create_index(
            "uq_assignment_child_going",
            ["child_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_assignment_place_going",
            ["cycle_id", "interviewer_id", "place"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "child_answer",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("face", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("face BETWEEN 1 AND 5", name=op.f("ck_child_answer_face")),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["child_response.id"],
            name=op.f("fk_child_answer_response_id_child_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_child_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "child_handler",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind IN ('present', 'former', 'co')", name=op.f("ck_child_handler_kind")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_child_handler_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_child_handler_person_id_person")),
        sa.PrimaryKeyConstraint("child_id", "person_id", "kind", name=op.f("pk_child_handler")),
    )
    op.create_table(
        "proposal",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("responsible", sa.LargeBinary(), nullable=False),
        sa.Column("indicator", sa.LargeBinary(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decision_words", sa.LargeBinary(), nullable=False),
        sa.Column("for_children", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_proposal_is_decided")),
        sa.CheckConstraint("decision IN ('yes', 'changed', 'no')", name=op.f("ck_proposal_decision")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_proposal_decided_by_id_person")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_proposal_theme_id_theme")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_proposal_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "staff_gathering",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["staff_survey.id"],
            name=op.f("fk_staff_gathering_survey_id_staff_survey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_gathering")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_staff_gathering_survey_id")),
    )
    op.create_table(
        "seminar_change",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("transcript_id", sa.Uuid(), nullable=True),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('coded', 'uncoded', 'suggested', 'suggestion_removed', 'suggestion_accepted', 'suggestion_declined', 'suggestion_reopened', 'shown', 'set_aside', 'read', 'unread', 'theme_created', 'theme_changed', 'theme_moved', 'theme_removed', 'note_written', 'note_changed', 'note_removed', 'theme_merged', 'theme_split', 'theme_retired', 'theme_brought_back', 'summary_written', 'voice_written', 'voice_changed', 'voice_removed', 'proposal_written', 'proposal_changed', 'proposal_removed', 'responsible_changed', 'proposals_ordered', 'voting_opened', 'voting_closed', 'voted', 'proposal_decided', 'proposal_reopened', 'proposal_retold', 'led', 'agenda_moved', 'seminar_opened', 'seminar_unopened', 'seminar_ended', 'seminar_resumed', 'corrected', 'gone')",
            name=op.f("ck_seminar_change_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_seminar_change_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seminar_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar_change")),
        sa.UniqueConstraint("cycle_id", "seq", name=op.f("uq_seminar_change_cycle_id_seq")),
    )
    with op.batch_alter_table("seminar_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_change_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "seminar_sequence",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_seminar_sequence_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_seminar_sequence")),
    )
    op.create_table(
        "staff_voice",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("from_group", sa.String(length=80), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_staff_voice_theme_id_theme")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_staff_voice_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_voice")),
    )
    with op.batch_alter_table("staff_voice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_voice_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "theme_summary",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_summary_theme_id_theme")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_theme_summary_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_summary")),
        sa.UniqueConstraint("theme_id", name=op.f("uq_theme_summary_theme_id")),
    )
    op.create_table(
        "booking",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("place_note", sa.LargeBinary(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("interpreter_language", sa.String(length=60), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_booking_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_booking")),
    )
    op.create_table(
        "consent",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.String(length=12), nullable=False),
        sa.Column("says_yes", sa.Boolean(), nullable=False),
        sa.Column("to_recording", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=30), nullable=False),
        sa.Column("decline_reason", sa.String(length=40), nullable=True),
        sa.Column("declined_by", sa.String(length=12), nullable=True),
        sa.Column("decline_note", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("declined_by IN ('child', 'guardian', 'handler')", name=op.f("ck_consent_declined_by")),
        sa.CheckConstraint("how IN ('spoken', 'signed', 'phone')", name=op.f("ck_consent_how")),
        sa.CheckConstraint("who IN ('child', 'guardian_1', 'guardian_2')", name=op.f("ck_consent_who")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_consent_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_consent_recorded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "contact_details",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("child_name", sa.LargeBinary(), nullable=False),
        sa.Column("guardian_names", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("other", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_contact_details_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_contact_details")),
    )
    op.create_table(
        "contact_entry",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("with_whom", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("logged_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("with_whom IN ('guardian', 'child', 'handler')", name=op.f("ck_contact_entry_with_whom")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_contact_entry_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["logged_by_id"], ["person.id"], name=op.f("fk_contact_entry_logged_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    with op.batch_alter_table("contact_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_entry_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "guide_choice",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("guide_id", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("is_placed", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("has_interpreter", sa.Boolean(), nullable=False),
        sa.Column("has_pictures", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_guide_choice_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_guide_choice")),
    )
    op.create_table(
        "counted_answers",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_counted_answers_answered_by_id_person")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_counted_answers_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_counted_answers")),
    )

    op.create_table(
        "interviewer_response",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_interviewer_response_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_interviewer_response")),
    )
    op.create_table(
        "known_name",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_known_name_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_name")),
    )
    with op.batch_alter_table("known_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_name_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_notes_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_notes")),
    )
    op.create_table(
        "preparation",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guide_id", sa.String(length=60), nullable=False),
        sa.Column("guide_version", sa.String(length=20), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_preparation_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["guide_edition.id"],
            name=op.f("fk_preparation_edition_id_guide_edition"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_preparation")),
    )
    op.create_table(
        "action",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("responsible", sa.LargeBinary(), nullable=False),
        sa.Column("responsible_id", sa.Uuid(), nullable=True),
        sa.Column("responsible_team_id", sa.Uuid(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("indicator", sa.LargeBinary(), nullable=False),
        sa.Column("goal", sa.LargeBinary(), nullable=False),
        sa.Column("notice_question", sa.LargeBinary(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('routine', 'training', 'purchase', 'method', 'workshop', 'rooms', 'information', 'other')",
            name=op.f("ck_action_kind"),
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_action_closed_by_id_person")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_action_created_by_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_action_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_action_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_action_responsible_id_person")),
        sa.ForeignKeyConstraint(["responsible_team_id"], ["team.id"], name=op.f("fk_action_responsible_team_id_team")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_action_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("reported_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state NOT IN ('verified', 'not_in_use')", name=op.f("ck_progress_is_reported")),
        sa.CheckConstraint(
            "state IN ('not_started', 'going', 'still', 'done', 'not_in_use', 'verified', 'given_up')",
            name=op.f("ck_progress_state"),
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_progress_action_id_action")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_progress_reported_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_progress_action_id_number")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_action_id"), ["action_id"], unique=False)

    op.create_table(
        "verification",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("progress_id", sa.Uuid(), nullable=False),
        sa.Column("is_in_use", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("verified_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_verification_action_id_action")),
        sa.ForeignKeyConstraint(["progress_id"], ["progress.id"], name=op.f("fk_verification_progress_id_progress")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_verification_verified_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("progress_id", name=op.f("uq_verification_progress_id")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_action_id"), ["action_id"], unique=False)

    op.create_table(
        "carried_over",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("carried_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_carried_over_action_id_action")),
        sa.ForeignKeyConstraint(["carried_by_id"], ["person.id"], name=op.f("fk_carried_over_carried_by_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_carried_over_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_over")),
        sa.UniqueConstraint("action_id", "cycle_id", name=op.f("uq_carried_over_action_id_cycle_id")),
    )
    with op.batch_alter_table("carried_over", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carried_over_cycle_id"), ["cycle_id"], unique=False)

    op.create_table(
        "meeting_item",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column("forum", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("presenter", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("forum IN ('management', 'board')", name=op.f("ck_meeting_item_forum")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_meeting_item_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_meeting_item_unit_id_unit")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_meeting_item_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_item")),
    )
    with op.batch_alter_table("meeting_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_item_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_item_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "meeting_item_action",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_meeting_item_action_action_id_action")),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_item.id"], name=op.f("fk_meeting_item_action_item_id_meeting_item"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "action_id", name=op.f("pk_meeting_item_action")),
    )
    with op.batch_alter_table("meeting_item_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_item_action_action_id"), ["action_id"], unique=False)

    op.create_table(
        "notice_count",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("dont_know", sa.Integer(), nullable=False),
        sa.CheckConstraint("yes >= 0 AND no >= 0 AND dont_know >= 0", name=op.f("ck_notice_count_counts")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_notice_count_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", "month", name=op.f("pk_notice_count")),
    )
    op.create_table(
        "notice_told",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("weighed", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 <= yes AND yes <= asked AND asked <= weighed", name=op.f("ck_notice_told_told")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_notice_told_action_id_action")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_notice_told")),
    )
    op.create_table(
        "recording",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("remark", sa.String(length=20), nullable=True),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("plain_length", sa.BigInteger(), nullable=True),
        sa.Column("sealed_length", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("begins_ms", sa.Integer(), nullable=False),
        sa.Column("missing_ms", sa.Integer(), nullable=False),
        sa.Column("tracks", sa.Integer(), nullable=False),
        sa.Column("playback", sa.String(length=12), nullable=False),
        sa.Column("breaks", sa.Integer(), nullable=False),
        sa.Column("blob_id", sa.String(length=64), nullable=True),
        sa.Column("key_id", sa.String(length=64), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("playback IN ('as_it_is', 'rendered', 'from_start')", name=op.f("ck_recording_playback")),
        sa.CheckConstraint("remark IN ('cut_short', 'gaps', 'broken_off')", name=op.f("ck_recording_remark")),
        sa.CheckConstraint("state IN ('receiving', 'whole', 'refused', 'destroyed')", name=op.f("ck_recording_state")),
        sa.CheckConstraint("source IN ('upload', 'browser')", name=op.f("ck_recording_source")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_recording_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("assignment_id", "client_key", name=op.f("uq_recording_assignment_id_client_key")),
        sa.UniqueConstraint("assignment_id", "number", name=op.f("uq_recording_assignment_id_number")),
    )
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recording_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "reflection",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_reflection_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_reflection")),
    )
    op.create_table(
        "report_interviewer_answer",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_report_interviewer_answer_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_report_interviewer_answer_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_report_interviewer_answer")),
    )
    with op.batch_alter_table("report_interviewer_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_interviewer_answer_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "second_reading",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'approved', 'sent_back')", name=op.f("ck_second_reading_state")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_second_reading_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name=op.f("fk_second_reading_reader_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_reading")),
    )
    with op.batch_alter_table("second_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_reading_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_second_reading_reader_id"), ["reader_id"], unique=False)

    op.create_table(
        "own_code",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("visit_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_own_code_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_own_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_own_code_code_hash")),
    )
    op.create_table(
        "survey_offer",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_survey_offer_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_offer")),
    )
    with op.batch_alter_table("survey_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_offer_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "worry",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("handed_to", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_worry_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worry")),
    )
    with op.batch_alter_table("worry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worry_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "mark",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=True),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_mark_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_mark_recording_id_recording"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "recording_chunk",
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_beginning", sa.Boolean(), nullable=False),
        sa.Column("plain_length", sa.Integer(), nullable=False),
        sa.Column("sealed_length", sa.Integer(), nullable=False),
        sa.Column("blob_id", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recording.id"],
            name=op.f("fk_recording_chunk_recording_id_recording"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("recording_id", "number", name=op.f("pk_recording_chunk")),
    )
    op.create_table(
        "transcript",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("engine", sa.String(length=30), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("wanted_model", sa.String(length=80), nullable=True),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("transcribed_ms", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("untranscribed", sa.JSON(), nullable=False),
        sa.Column("is_cut", sa.Boolean(), nullable=False),
        sa.Column("suggestions", sa.LargeBinary(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_text_gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("source IN ('machine', 'notes', 'import')", name=op.f("ck_transcript_source")),
        sa.CheckConstraint(
            "state IN ('queued', 'transcribing', 'draft', 'corrected', 'approved', 'handed_over', 'paused', 'failed')",
            name=op.f("ck_transcript_state"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_transcript_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_transcript_recording_id_recording"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("assignment_id", "recording_id", name=op.f("uq_transcript_assignment_id_recording_id")),
    )
    with op.batch_alter_table("transcript", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transcript_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "deidentified_transcript",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_deidentified_transcript_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_deidentified_transcript_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deidentified_transcript")),
        sa.UniqueConstraint("transcript_id", name=op.f("uq_deidentified_transcript_transcript_id")),
    )
    with op.batch_alter_table("deidentified_transcript", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deidentified_transcript_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "identifier_decision",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_identifier_decision_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier_decision")),
    )
    with op.batch_alter_table("identifier_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identifier_decision_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "segment",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=12), nullable=False),
        sa.Column("speaker_is_guess", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("confidence_flag", sa.String(length=20), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "speaker IN ('interviewer', 'child', 'interpreter', 'other', 'unknown')", name=op.f("ck_segment_speaker")
        ),
        sa.CheckConstraint("confidence_flag IN ('silence', 'loop', 'unsure')", name=op.f("ck_segment_confidence_flag")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_segment_transcript_id_transcript"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("transcript_id", "position", name=op.f("uq_segment_transcript_id_position")),
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_segment_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "transcript_edit",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("after", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('done', 'undone', 'dropped')", name=op.f("ck_transcript_edit_state")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_transcript_edit_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_edit")),
        sa.UniqueConstraint("transcript_id", "number", name=op.f("uq_transcript_edit_transcript_id_number")),
    )
    with op.batch_alter_table("transcript_edit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transcript_edit_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "imported_file",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_imported_file_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_imported_file")),
    )
    op.create_table(
        "transcript_time",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("active_ms", sa.Integer(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_transcript_time_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_transcript_time")),
    )
    op.create_table(
        "deidentified_segment",
        sa.Column("deidentified_transcript_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=12), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "speaker IN ('interviewer', 'child', 'interpreter', 'other', 'unknown')",
            name=op.f("ck_deidentified_segment_speaker"),
        ),
        sa.ForeignKeyConstraint(
            ["deidentified_transcript_id"],
            ["deidentified_transcript.id"],
            name=op.f("fk_deidentified_segment_deidentified_transcript_id_deidentified_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deidentified_segment")),
        sa.UniqueConstraint(
            "deidentified_transcript_id",
            "position",
            name=op.f("uq_deidentified_segment_deidentified_transcript_id_position"),
        ),
    )
    with op.batch_alter_table("deidentified_segment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deidentified_segment_deidentified_transcript_id"),
            ["deidentified_transcript_id"],
            unique=False,
        )

    op.create_table(
        "excerpt",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("after", sa.LargeBinary(), nullable=False),
        sa.Column("asides", sa.JSON(), nullable=False),
        sa.Column("lost_at", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_excerpt_created_by_id_person")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["deidentified_transcript.id"],
            name=op.f("fk_excerpt_transcript_id_deidentified_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excerpt")),
        sa.UniqueConstraint(
            "transcript_id", "revision", "start", "end", name=op.f("uq_excerpt_transcript_id_revision_start_end")
        ),
    )
    with op.batch_alter_table("excerpt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_excerpt_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "passed_suggestion",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passed_suggestion_person_id_person")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["deidentified_transcript.id"],
            name=op.f("fk_passed_suggestion_transcript_id_deidentified_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "transcript_id", "theme_id", "position", name=op.f("pk_passed_suggestion")
        ),
    )
    with op.batch_alter_table("passed_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passed_suggestion_transcript_id"), ["transcript_id"], unique=False)

    op.create_table(
        "quote_review",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("child_answer", sa.String(length=10), nullable=True),
        sa.Column("child_words", sa.LargeBinary(), nullable=False),
        sa.Column("is_recognised", sa.Boolean(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("is_unsigned", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("for_child", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "child_answer IN ('stands', 'not_quite', 'remove')", name=op.f("ck_quote_review_child_answer")
        ),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_quote_review_excerpt_id_excerpt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("excerpt_id", name=op.f("pk_quote_review")),
    )
    op.create_table(
        "recognition_check",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("ticked", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_recognition_check_cycle_id_cycle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_recognition_check")),
    )
    op.create_table(
        "excerpt_note",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_excerpt_note_excerpt_id_excerpt"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk_excerpt_note_written_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excerpt_note")),
    )
    with op.batch_alter_table("excerpt_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_excerpt_note_excerpt_id"), ["excerpt_id"], unique=False)

    op.create_table(
        "transcript_reading",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("marked_by_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_transcript_reading_marked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["deidentified_transcript.id"],
            name=op.f("fk_transcript_reading_transcript_id_deidentified_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_transcript_reading")),
    )

    op.create_table(
        "retranscription",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("retry_mode", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_retranscription_segment_id_segment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_retranscription_transcript_id_transcript"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retranscription")),
    )
    with op.batch_alter_table("retranscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retranscription_segment_id"), ["segment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_retranscription_transcript_id"), ["transcript_id"], unique=False)

    op.create_table('seminar',
    sa.Column('cycle_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('work_group', 'unit', name='kind', native_enum=False, create_constraint=True, length=12), nullable=False),
    sa.Column('state', sa.Enum('planned', 'open', 'ended', name='state', native_enum=False, create_constraint=True, length=10), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('names_shown', sa.Boolean(), nullable=False),
    sa.Column('codings_wait', sa.Boolean(), nullable=False),
    sa.Column('voting', sa.Enum('not_begun', 'open', 'closed', name='voting', native_enum=False, create_constraint=True, length=10), nullable=False),
    sa.Column('dots', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('starts < ends', name=op.f('ck_seminar_times')),
    sa.CheckConstraint('dots BETWEEN 1 AND 9', name=op.f('ck_seminar_dots')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_seminar_created_by_id_person')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_seminar_cycle_id_cycle'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seminar'))
    )
    with op.batch_alter_table('seminar', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_cycle_id'), ['cycle_id'], unique=False)

    op.create_table('proposal_dot',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_proposal_dot_person_id_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_dot_proposal_id_proposal'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_proposal_dot_seminar_id_seminar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_dot')),
    sa.UniqueConstraint('seminar_id', 'person_id', 'number', name=op.f('uq_proposal_dot_seminar_id_person_id_number')),
    sa.UniqueConstraint('seminar_id', 'person_id', 'proposal_id', name=op.f('uq_proposal_dot_seminar_id_person_id_proposal_id'))
    )
    with op.batch_alter_table('proposal_dot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_dot_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('agenda_point',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('minutes BETWEEN 1 AND 480', name=op.f('ck_agenda_point_minutes')),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_agenda_point_seminar_id_seminar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('seminar_id', 'position', name=op.f('pk_agenda_point'))
    )
    op.create_table('seminar_spotlight',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('shown', sa.Enum('text', 'theme', 'area', 'agenda', 'voting', name='shown', native_enum=False, create_constraint=True, length=10), nullable=False),
    sa.Column('transcript_id', sa.Uuid(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('first_segment', sa.Integer(), nullable=True),
    sa.Column('starts', sa.Integer(), nullable=True),
    sa.Column('last_segment', sa.Integer(), nullable=True),
    sa.Column('ends', sa.Integer(), nullable=True),
    sa.Column('theme_id', sa.Uuid(), nullable=True),
    sa.Column('area', sa.Enum('knowledge', 'contact', 'participation', 'works_well', name='area', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_seminar_spotlight_seminar_id_seminar'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['transcript_id'], ['deidentified_transcript.id'], name=op.f('fk_seminar_spotlight_transcript_id_deidentified_transcript'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('seminar_id', name=op.f('pk_seminar_spotlight'))
    )
    with op.batch_alter_table('seminar_spotlight', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_spotlight_transcript_id'), ['transcript_id'], unique=False)

    op.create_table('seminar_presence',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Enum('text', 'board', 'elsewhere', name='place', native_enum=False, create_constraint=True, length=10), nullable=False),
    sa.Column('transcript_id', sa.Uuid(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seminar_presence_person_id_person')),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_seminar_presence_seminar_id_seminar'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['transcript_id'], ['deidentified_transcript.id'], name=op.f('fk_seminar_presence_transcript_id_deidentified_transcript'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('seminar_id', 'person_id', 'place', name=op.f('pk_seminar_presence'))
    )
    with op.batch_alter_table('seminar_presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_presence_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seminar_presence_transcript_id'), ['transcript_id'], unique=False)

    op.create_table('seminar_attendance',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('was_there', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seminar_attendance_person_id_person')),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_seminar_attendance_seminar_id_seminar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('seminar_id', 'person_id', name=op.f('pk_seminar_attendance'))
    )
    with op.batch_alter_table('seminar_attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_attendance_person_id'), ['person_id'], unique=False)

    op.create_table('seminar_group',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('area', sa.Enum('knowledge', 'contact', 'participation', 'works_well', name='area', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_seminar_group_seminar_id_seminar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seminar_group')),
    sa.UniqueConstraint('seminar_id', 'number', name=op.f('uq_seminar_group_seminar_id_number'))
    )
    with op.batch_alter_table('seminar_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_group_seminar_id'), ['seminar_id'], unique=False)

    op.create_table('seminar_participant',
    sa.Column('seminar_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['seminar_group.id'], name=op.f('fk_seminar_participant_group_id_seminar_group'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seminar_participant_person_id_person')),
    sa.ForeignKeyConstraint(['seminar_id'], ['seminar.id'], name=op.f('fk_seminar_participant_seminar_id_seminar'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seminar_participant')),
    sa.UniqueConstraint('seminar_id', 'person_id', name=op.f('uq_seminar_participant_seminar_id_person_id'))
    )
    with op.batch_alter_table('seminar_participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_participant_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seminar_participant_seminar_id'), ['seminar_id'], unique=False)

    op.create_table('seminar_to_read',
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('assignment_id', sa.Uuid(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_seminar_to_read_assignment_id_assignment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['seminar_participant.id'], name=op.f('fk_seminar_to_read_participant_id_seminar_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', 'assignment_id', name=op.f('pk_seminar_to_read'))
    )
    with op.batch_alter_table('seminar_to_read', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_to_read_assignment_id'), ['assignment_id'], unique=False)

    op.create_table('seminar_mark',
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('transcript_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('quote', sa.LargeBinary(), nullable=False),
    sa.Column('before', sa.LargeBinary(), nullable=False),
    sa.Column('after', sa.LargeBinary(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('lost_at', sa.Integer(), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['seminar_participant.id'], name=op.f('fk_seminar_mark_participant_id_seminar_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['transcript_id'], ['transcript.id'], name=op.f('fk_seminar_mark_transcript_id_transcript'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seminar_mark')),
    sa.UniqueConstraint('participant_id', 'transcript_id', 'revision', 'start', 'end', name=op.f('uq_seminar_mark_participant_id_transcript_id_revision_start_end'))
    )
    with op.batch_alter_table('seminar_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seminar_mark_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seminar_mark_transcript_id'), ['transcript_id'], unique=False)

    op.create_table(
        "coding",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("on_board", sa.Boolean(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("is_untold", sa.Boolean(), nullable=False),
        sa.Column("coded_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_coding_changed_by_id_person")),
        sa.ForeignKeyConstraint(["coded_by_id"], ["person.id"], name=op.f("fk_coding_coded_by_id_person")),
        sa.ForeignKeyConstraint(
            ["excerpt_id"], ["excerpt.id"], name=op.f("fk_coding_excerpt_id_excerpt"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_coding_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("excerpt_id", "theme_id", name=op.f("uq_coding_excerpt_id_theme_id")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_excerpt_id"), ["excerpt_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_theme_id"), ["theme_id"], unique=False)

    op.create_table('disposal_decision',
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('material', sa.Enum('recording', 'full_text', 'contact', 'interview', 'answers', 'sign_in', 'trail', name='material', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('months', sa.Integer(), nullable=True),
    sa.Column('counted_from', sa.Enum('interview', 'report', 'end', 'written', name='counted_from', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('reference', sa.String(length=120), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('registered_by_id', sa.Uuid(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(months IS NULL) = (counted_from IS NULL)', name=op.f('ck_disposal_decision_term')),
    sa.CheckConstraint('months BETWEEN 1 AND 1200', name=op.f('ck_disposal_decision_months')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['person.id'], name=op.f('fk_disposal_decision_registered_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_disposal_decision_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disposal_decision'))
    )
    with op.batch_alter_table('disposal_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disposal_decision_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_disposal_decision_in_force', ['unit_id', 'material'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))

    op.create_table('disposal_proposal',
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('material', sa.Enum('recording', 'full_text', 'contact', 'interview', 'answers', 'sign_in', 'trail', name='material', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'carried_out', 'taken_back', name='state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('due_by', sa.Date(), nullable=False),
    sa.Column('proposed_by_id', sa.Uuid(), nullable=False),
    sa.Column('settled_by_id', sa.Uuid(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('disposed', sa.Integer(), nullable=False),
    sa.Column('left_out', sa.Integer(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['disposal_decision.id'], name=op.f('fk_disposal_proposal_decision_id_disposal_decision')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_disposal_proposal_proposed_by_id_person')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_disposal_proposal_settled_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_disposal_proposal_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disposal_proposal')),
    sa.UniqueConstraint('unit_id', 'number', name=op.f('uq_disposal_proposal_unit_id_number'))
    )
    with op.batch_alter_table('disposal_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disposal_proposal_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_disposal_proposal_open', ['unit_id', 'material'], unique=True, sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))

    op.create_table('disposal_hold',
    sa.Column('assignment_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_id', sa.Uuid(), nullable=True),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_disposal_hold_assignment_id_assignment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['lifted_by_id'], ['person.id'], name=op.f('fk_disposal_hold_lifted_by_id_person')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_disposal_hold_set_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disposal_hold'))
    )
    with op.batch_alter_table('disposal_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disposal_hold_assignment_id'), ['assignment_id'], unique=False)
        batch_op.create_index('uq_disposal_hold_going', ['assignment_id'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))

    op.create_table('disposal_item',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('assignment_id', sa.Uuid(), nullable=True),
    sa.Column('cycle_id', sa.Uuid(), nullable=True),
    sa.Column('outcome', sa.Enum('waiting', 'disposed', 'left_out', name='outcome', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_disposal_item_assignment_id_assignment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_disposal_item_cycle_id_cycle'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposal_id'], ['disposal_proposal.id'], name=op.f('fk_disposal_item_proposal_id_disposal_proposal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disposal_item'))
    )
    with op.batch_alter_table('disposal_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disposal_item_assignment_id'), ['assignment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_disposal_item_cycle_id'), ['cycle_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_disposal_item_proposal_id'), ['proposal_id'], unique=False)

    op.create_table(
        "log_review",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("accesses", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("lines_drawn", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["signed_by_id"], ["person.id"], name=op.f("fk_log_review_signed_by_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_log_review_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_review")),
        sa.UniqueConstraint("unit_id", "month", name=op.f("uq_log_review_unit_id_month")),
    )
    with op.batch_alter_table("log_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_review_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "log_review_line",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("finding", sa.Enum("waiting", "right", "ask", name="finding", native_enum=False, create_constraint=True, length=10), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["judged_by_id"], ["person.id"], name=op.f("fk_log_review_line_judged_by_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["log_review.id"], name=op.f("fk_log_review_line_review_id_log_review"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_review_line")),
        sa.UniqueConstraint("review_id", "seq", name=op.f("uq_log_review_line_review_id_seq")),
    )
    with op.batch_alter_table("log_review_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_review_line_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_review_line_seq"), ["seq"], unique=False)

    op.create_table(
        "log_review_checker",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_log_review_checker_person_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["log_review.id"], name=op.f("fk_log_review_checker_review_id_log_review"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_log_review_checker")),
    )

    triggers.install(op.get_bind())
    triggers.install_anchor(op.get_bind())

    op.create_table(
        "chosen_quote",
        sa.Column("coding_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"], ["coding.id"], name=op.f("fk_chosen_quote_coding_id_coding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("coding_id", name=op.f("pk_chosen_quote")),
    )
    op.create_table(
        "archive_delivery",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("material", sa.String(length=20), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "material IN ('recording', 'full_text', 'contact', 'interview', 'answers', 'sign_in', 'trail')",
            name=op.f("ck_archive_delivery_material"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'handed_over', 'taken_back')", name=op.f("ck_archive_delivery_state")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_archive_delivery_unit_id_unit")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_archive_delivery_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["disposal_decision.id"], name=op.f("fk_archive_delivery_decision_id_disposal_decision")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_archive_delivery_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_archive_delivery_confirmed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_delivery")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_archive_delivery_unit_id_number")),
    )
    op.create_index(op.f("ix_archive_delivery_unit_id"), "archive_delivery", ["unit_id"])
    op.create_index(
        "uq_archive_delivery_standing",
        "archive_delivery",
        ["cycle_id", "material"],
        unique=True,
        sqlite_where=sa.text("state <> 'taken_back'"),
        postgresql_where=sa.text("state <> 'taken_back'"),
    )
    op.create_table(
        "subject_request",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["child.id"], name=op.f("fk_subject_request_child_id_child"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["person.id"], name=op.f("fk_subject_request_registered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_request")),
    )
    op.create_index(op.f("ix_subject_request_child_id"), "subject_request", ["child_id"])


def downgrade() -> None:
    for table in ("log_review_checker", "log_review_line", "log_review"):
        op.drop_table(table)
    op.drop_index(op.f("ix_subject_request_child_id"), table_name="subject_request")
    op.drop_table("subject_request")
    op.drop_index("uq_archive_delivery_standing", table_name="archive_delivery")
    op.drop_index(op.f("ix_archive_delivery_unit_id"), table_name="archive_delivery")
    op.drop_table("archive_delivery")
    for table in ("quote_review", "recognition_check", "transcript_reading", "own_code", "backup_run"):
        op.drop_table(table)
    with op.batch_alter_table('disposal_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disposal_item_proposal_id'))
        batch_op.drop_index(batch_op.f('ix_disposal_item_cycle_id'))
        batch_op.drop_index(batch_op.f('ix_disposal_item_assignment_id'))

    op.drop_table('disposal_item')
    with op.batch_alter_table('disposal_hold', schema=None) as batch_op:
        batch_op.drop_index('uq_disposal_hold_going', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_disposal_hold_assignment_id'))

    op.drop_table('disposal_hold')
    with op.batch_alter_table('disposal_proposal', schema=None) as batch_op:
        batch_op.drop_index('uq_disposal_proposal_open', sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))
        batch_op.drop_index(batch_op.f('ix_disposal_proposal_unit_id'))

    op.drop_table('disposal_proposal')
    with op.batch_alter_table('disposal_decision', schema=None) as batch_op:
        batch_op.drop_index('uq_disposal_decision_in_force', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_disposal_decision_unit_id'))

    op.drop_table('disposal_decision')
    op.drop_table("chosen_quote")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_theme_id"))
        batch_op.drop_index(batch_op.f("ix_coding_excerpt_id"))

    op.drop_table("coding")
    with op.batch_alter_table("passed_suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passed_suggestion_transcript_id"))

    op.drop_table("passed_suggestion")
    with op.batch_alter_table('seminar_mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_mark_transcript_id'))
        batch_op.drop_index(batch_op.f('ix_seminar_mark_participant_id'))

    op.drop_table('seminar_mark')
    with op.batch_alter_table('seminar_to_read', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_to_read_assignment_id'))

    op.drop_table('seminar_to_read')
    with op.batch_alter_table('seminar_participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_participant_seminar_id'))
        batch_op.drop_index(batch_op.f('ix_seminar_participant_person_id'))

    op.drop_table('seminar_participant')
    with op.batch_alter_table('seminar_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_group_seminar_id'))

    op.drop_table('seminar_group')
    op.drop_table('agenda_point')
    with op.batch_alter_table('seminar_attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_attendance_person_id'))
    op.drop_table('seminar_attendance')
    with op.batch_alter_table('seminar_presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_presence_transcript_id'))
        batch_op.drop_index(batch_op.f('ix_seminar_presence_person_id'))
    op.drop_table('seminar_presence')
    with op.batch_alter_table('seminar_spotlight', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_spotlight_transcript_id'))
    op.drop_table('seminar_spotlight')
    with op.batch_alter_table('proposal_dot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_dot_proposal_id'))

    op.drop_table('proposal_dot')
    with op.batch_alter_table('seminar', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seminar_cycle_id'))

    op.drop_table('seminar')
    with op.batch_alter_table("retranscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retranscription_transcript_id"))
        batch_op.drop_index(batch_op.f("ix_retranscription_segment_id"))

    op.drop_table("retranscription")
    with op.batch_alter_table("excerpt_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_excerpt_note_excerpt_id"))

    op.drop_table("excerpt_note")
    with op.batch_alter_table("excerpt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_excerpt_transcript_id"))

    op.drop_table("excerpt")
    with op.batch_alter_table("deidentified_segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deidentified_segment_deidentified_transcript_id"))

    op.drop_table("deidentified_segment")
    op.drop_table("transcript_time")
    op.drop_table("imported_file")
    with op.batch_alter_table("transcript_edit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transcript_edit_transcript_id"))

    op.drop_table("transcript_edit")
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_segment_transcript_id"))

    op.drop_table("segment")
    with op.batch_alter_table("identifier_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identifier_decision_transcript_id"))

    op.drop_table("identifier_decision")
    with op.batch_alter_table("deidentified_transcript", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deidentified_transcript_assignment_id"))

    op.drop_table("deidentified_transcript")
    with op.batch_alter_table("transcript", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transcript_assignment_id"))

    op.drop_table("transcript")
    op.drop_table("recording_chunk")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mark_assignment_id"))

    op.drop_table("mark")
    with op.batch_alter_table("worry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_worry_assignment_id"))

    op.drop_table("worry")
    with op.batch_alter_table("survey_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_offer_assignment_id"))

    op.drop_table("survey_offer")
    with op.batch_alter_table("second_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_second_reading_reader_id"))
        batch_op.drop_index(batch_op.f("ix_second_reading_assignment_id"))

    op.drop_table("second_reading")
    with op.batch_alter_table("report_interviewer_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_interviewer_answer_assignment_id"))

    op.drop_table("report_interviewer_answer")
    op.drop_table("reflection")
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recording_assignment_id"))

    op.drop_table("recording")
    op.drop_table("notice_told")
    op.drop_table("notice_count")
    with op.batch_alter_table("meeting_item_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_item_action_action_id"))

    op.drop_table("meeting_item_action")
    with op.batch_alter_table("meeting_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_item_cycle_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_item_unit_id"))

    op.drop_table("meeting_item")
    with op.batch_alter_table("carried_over", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carried_over_cycle_id"))

    op.drop_table("carried_over")
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verification_action_id"))

    op.drop_table("verification")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_action_id"))

    op.drop_table("progress")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_cycle_id"))
        batch_op.drop_index(batch_op.f("ix_action_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_action_unit_id"))

    op.drop_table("action")
    op.drop_table("preparation")
    op.drop_table("notes")
    with op.batch_alter_table("known_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_name_assignment_id"))

    op.drop_table("known_name")
    op.drop_table("interviewer_response")
    op.drop_table("counted_answers")
    op.drop_table("guide_choice")
    with op.batch_alter_table("contact_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_entry_assignment_id"))

    op.drop_table("contact_entry")
    op.drop_table("contact_details")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_assignment_id"))

    op.drop_table("consent")
    op.drop_table("booking")
    op.drop_table("theme_summary")
    with op.batch_alter_table("staff_voice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_voice_theme_id"))

    op.drop_table("staff_voice")
    op.drop_table("seminar_sequence")
    with op.batch_alter_table("seminar_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_change_transcript_id"))

    op.drop_table("seminar_change")
    op.drop_table("staff_gathering")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_theme_id"))

    op.drop_table("proposal")
    op.drop_table("child_handler")
    op.drop_table("child_answer")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assignment_place_going",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_assignment_child_going",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_assignment_interviewer_id"))
        batch_op.drop_index("ix_assignment_kept")
        batch_op.drop_index(batch_op.f("ix_assignment_child_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_theme_cycle_id"))

    op.drop_table("theme")
    with op.batch_alter_table("staff_survey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_survey_cycle_id"))

    op.drop_table("staff_survey")
    op.drop_table("report_text")
    op.drop_table("report_template")
    op.drop_table("publication")
    with op.batch_alter_table("earlier_report_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_report_text_cycle_id"))

    op.drop_table("earlier_report_text")
    op.drop_table("report_compiler")
    op.drop_table("edition_file")
    op.drop_table("release_yes")
    op.drop_table("edition")
    with op.batch_alter_table("report_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_answer_cycle_id"))

    op.drop_table("report_answer")
    op.drop_table("focus_notes")
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draw_cycle_id"))

    op.drop_table("draw")
    op.drop_table("cycle_team")
    op.drop_table("cycle_phase")
    op.drop_table("cycle_interviewer")
    with op.batch_alter_table("child_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_response_cycle_id"))

    op.drop_table("child_response")
    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_cycle_id"))

    op.drop_table("child")
    with op.batch_alter_table('second_factor_reset', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_second_factor_reset_witness_id'))
        batch_op.drop_index(batch_op.f('ix_second_factor_reset_person_id'))

    op.drop_table('second_factor_reset')
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_person_id'))

    op.drop_table('recovery_code')
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_person_id'))

    op.drop_table('passkey')
    op.drop_table('authenticator')
    op.drop_table('used_challenge')
    op.drop_table('second_factor_policy')

    op.drop_table('used_provider_answer')
    op.drop_table('provider_account')
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_provider_session"))
        batch_op.drop_index(batch_op.f("ix_sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("yearly_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_yearly_file_year"))

    op.drop_table("yearly_file")
    op.drop_table("yearly_file_sender")
    op.drop_table("signing_key")
    op.drop_table("coordinated_unit")
    op.drop_table("person_role")
    op.drop_table("mail_choice")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_tried_at"))
        batch_op.drop_index(batch_op.f("ix_mail_state"))
        batch_op.drop_index(batch_op.f("ix_mail_sent_at"))
        batch_op.drop_index(batch_op.f("ix_mail_person_id"))

    op.drop_table("mail")
    op.drop_table("calendar_address")
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_code_person_id"))

    op.drop_table("one_time_code")
    op.drop_table("guide_edition")
    op.drop_table("first_year_tick")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_unit_id"))

    op.drop_table("cycle")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_unit_id"))
        batch_op.drop_index(batch_op.f("ix_person_team_id"))

    op.drop_table("person")
    op.drop_table("unit_terms")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_unit_id"))

    op.drop_table("team")
    op.drop_table("worker_beat")
    op.drop_table("unit")
    op.drop_table("sign_in_throttle")
    op.drop_table("sent_form")
    op.drop_table("model_choice")
    with op.batch_alter_table("flash_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flash_message_token_hash"))

    op.drop_table("flash_message")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_job_open",
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )
        batch_op.drop_index("ix_job_state_run_after")
        batch_op.drop_index("ix_job_ref")

    op.drop_table("job")
    op.drop_table("transcription_speed")
    op.drop_table("transcription_hours")
    op.drop_table("key_check")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_entry_hash")
        batch_op.drop_index("ix_audit_entry_object_id_seq")
        batch_op.drop_index("ix_audit_entry_event_seq")
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        batch_op.drop_index("ix_audit_entry_actor_id_seq")

    op.drop_table("audit_anchor")
    op.drop_table("audit_entry")
