package io.github.rpcboot.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTimesTests {

	private final Messages messages = Messages.of(Times.class);

	private static List<Object[]> values() {
		return List.of(
				new Object[] { "instant", Instant.parse("2026-05-09T07:29:33.123456789Z"),
						"'2026-05-09T07:29:33.123456789Z'" },
				new Object[] { "instant", Instant.parse("2026-05-09T07:29:33Z"), "'2026-05-09T07:29:33Z'" },
				new Object[] { "duration", Duration.ofMillis(90_500), "'PT1M30.5S'" },
				new Object[] { "offset", OffsetDateTime.parse("2026-05-09T07:29:33+05:30"),
						"'2026-05-09T07:29:33+05:30'" },
				new Object[] { "zoned", ZonedDateTime.parse("2026-05-09T07:29:33+02:00"),
						"'2026-05-09T07:29:33+02:00'" },
				new Object[] { "date", LocalDate.parse("2026-05-09"), "'2026-05-09'" },
				new Object[] { "time", LocalTime.parse("07:29:33"), "'07:29:33'" },
				new Object[] { "dateTime", LocalDateTime.parse("2026-05-09T07:29:33"), "'2026-05-09T07:29:33'" },
				new Object[] { "month", YearMonth.parse("2026-05"), "'2026-05'" },
				new Object[] { "period", Period.ofDays(3), "'P3D'" },
				new Object[] { "zone", ZoneId.of("Europe/Berlin"), "'Europe/Berlin'" });
	}

	@ParameterizedTest
	@MethodSource("values")
	void timesTravelAsStringsInTheirIsoForm(String method, Object value, String json) {
		assertThat(this.messages.request(method, value)).isEqualTo("{'value':" + json + "}");
		assertThat(this.messages.argument(method, "{'value':" + json + "}")).isEqualTo(value);
	}

	@Test
	void anInstantMayArriveWithAnOffset() {
		assertThat(this.messages.argument("instant", "{'value':'2026-05-09T09:29:33+02:00'}"))
			.isEqualTo(Instant.parse("2026-05-09T07:29:33Z"));
	}

	@Test
	void aYearIsANumber() {
		assertThat(this.messages.argument("year", "{'value':2026}")).isEqualTo(Year.of(2026));
	}

	@Test
	void timesWithinAnObjectFollowTheSameRules() {
		Event event = new Event(Instant.EPOCH, List.of(Duration.ofSeconds(1)));
		String json = "{'at':'1970-01-01T00:00:00Z','pauses':['PT1S']}";

		assertThat(this.messages.request("event", event)).isEqualTo(json);
		assertThat(this.messages.argument("event", json)).isEqualTo(event);
		this.messages.refused("event", "{'at':0}", "$.at");
		this.messages.refused("event", "{'pauses':['PT1S',1000]}", "$.pauses[1]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			instant  | 1700000000
			instant  | 1700000000.5
			instant  | [2026,5,9]
			instant  | ''
			instant  | ' '
			instant  | '1700000000'
			instant  | '-1700000000.5'
			instant  | '2026-05-09'
			instant  | 'yesterday'
			instant  | true
			instant  | {}
			duration | 1000
			duration | 1.5
			duration | ''
			duration | '1000'
			duration | '90s'
			offset   | 1700000000
			offset   | '1700000000'
			offset   | ''
			zoned    | 1700000000
			zoned    | '1700000000'
			date     | 20260509
			date     | [2026,5,9]
			date     | ''
			date     | '2026-02-30'
			date     | '2026-05-09T07:29:33'
			time     | [7,29]
			time     | ''
			time     | 7
			dateTime | [2026,5,9,7,29]
			dateTime | ''
			dateTime | 7
			month    | [2026,5]
			month    | ''
			period   | 3
			zone     | 3
			legacy   | 1700000000000
			legacy   | '1700000000000'
			legacy   | ''
			""")
	void whatIsNoIsoTextIsRefused(String method, String value) {
		this.messages.refused(method, "{'value':" + value + "}", "$.value");
	}

	interface Times {

		void instant(Instant value);

		void duration(Duration value);

		void offset(OffsetDateTime value);

		void zoned(ZonedDateTime value);

		void date(LocalDate value);

		void time(LocalTime value);

		void dateTime(LocalDateTime value);

		void month(YearMonth value);

		void period(Period value);

		void zone(ZoneId value);

		void year(Year value);

		void legacy(Date value);

		void event(Event event);

	}

	record Event(Instant at, List<Duration> pauses) {

	}

}
